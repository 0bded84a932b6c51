package org.cnnc.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SamplesTest {
    private static final int COUNT = 5;

    static Stream<Arguments> shapes() {
        return Stream.of(
                Arguments.of(new int[] {7}, 0), Arguments.of(new int[] {2, 5}, 3), Arguments.of(new int[] {1, 3, 4}, 2),
                Arguments.of(new int[] {3, 2, 3}, 1), Arguments.of(new int[] {2, 2, 3, 4}, 1), Arguments.of(new int[] {3, 4, 2}, 0));
    }

    private static int product(int[] shape) {
        return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }

    /** Cell by cell: a place in the padded sample is a cell of the sample, or zero; then it is standardised. */
    private static float[] expected(float[] cells, int[] shape, int pad, Normalization normalization) {
        int[] padded = shape.clone();
        for (int axis = 1; axis < shape.length; axis++) padded[axis] += 2 * pad;
        float[] all = new float[product(padded)];
        for (int place = 0; place < all.length; place++) {
            int rest = place;
            int from = 0;
            int stride = 1;
            boolean inside = true;
            int channel = 0;
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                int index = rest % padded[axis] - (axis == 0 ? 0 : pad);
                rest /= padded[axis];
                inside &= index >= 0 && index < shape[axis];
                from += index * stride;
                stride *= shape[axis];
                channel = index;
            }
            float value = inside ? cells[from] : 0f;
            all[place] = normalization.isNone() ? value : (value - normalization.mean()[channel]) / normalization.deviation()[channel];
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void bytesAndFloatsArePaddedAndStandardised(int[] shape, int pad) {
        Random random = new Random(7);
        byte[][] bytes = new byte[COUNT][product(shape)];
        float[][] floats = new float[COUNT][product(shape)];
        float[][] scaled = new float[COUNT][product(shape)];
        for (int s = 0; s < COUNT; s++) {
            random.nextBytes(bytes[s]);
            for (int i = 0; i < floats[s].length; i++) {
                floats[s][i] = (float) random.nextGaussian();
                scaled[s][i] = (bytes[s][i] & 0xFF) / 255f;
            }
        }
        check(ByteSamples.of(bytes, shape), scaled, shape, pad);
        check(FloatSamples.of(floats, shape), floats, shape, pad);
    }

    private static void check(Samples samples, float[][] cells, int[] shape, int pad) {
        Normalization normalization = samples.statistics();
        for (Normalization chosen : new Normalization[] {Normalization.NONE, normalization}) {
            Samples prepared = samples.padded(pad).normalized(chosen).select(new int[] {4, 1});
            assertThat(prepared.size()).isEqualTo(2);
            int size = product(prepared.shape());
            float[] into = new float[size + 5];
            Arrays.fill(into, 99f);
            prepared.fill(0, into, 3);
            assertThat(Arrays.copyOfRange(into, 3, 3 + size)).containsExactly(expected(cells[4], shape, pad, chosen));
            assertThat(new float[] {into[0], into[2], into[3 + size], into[4 + size]}).containsOnly(99f);
            prepared.fill(1, into, 0);
            assertThat(Arrays.copyOf(into, size)).containsExactly(expected(cells[1], shape, pad, chosen));
        }
        int each = cells[0].length / shape[0];
        for (int c = 0; c < shape[0]; c++) {
            int channel = c;
            double[] all = Arrays.stream(cells).flatMapToDouble(cell -> IntStream.range(0, each).mapToDouble(i -> cell[channel * each + i])).toArray();
            double mean = Arrays.stream(all).average().orElseThrow();
            double deviation = Math.sqrt(Arrays.stream(all).map(x -> (x - mean) * (x - mean)).average().orElseThrow());
            assertThat(normalization.mean()[c]).isCloseTo((float) mean, offset(1e-6f));
            assertThat(normalization.deviation()[c]).isCloseTo((float) deviation, offset(1e-6f));
        }
    }

    @Test
    void aChannelThatDoesNotVaryIsOnlyCentred() {
        Normalization bytes = ByteSamples.of(new byte[][] {{51, 1}, {51, 2}}, 2, 1).statistics();
        assertThat(bytes.deviation()[0]).isEqualTo(1f);
        assertThat(bytes.mean()[0]).isCloseTo(0.2f, offset(1e-7f));
        assertThat(FloatSamples.of(new float[][] {{3}, {3}}, 1).statistics().deviation()).containsExactly(1f);
    }
}
