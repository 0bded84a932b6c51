package org.cnnc.train.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SingleSampleTest {
    @Test
    void aCropIsAWindowOfThePaddedImageAndAnyOfThem() {
        int pad = 1;
        int height = 3;
        int width = 4;
        Set<String> seen = new TreeSet<>();
        for (int trial = 0; trial < 300; trial++) {
            Sample sample = RandomSamples.of(1, 2, height, width);
            float[][] padded = new float[2 * (height + 2 * pad)][width + 2 * pad];
            for (int row = 0; row < padded.length; row++) {
                int channel = row / (height + 2 * pad);
                int y = row % (height + 2 * pad) - pad;
                Arrays.fill(padded[row], RandomSamples.BLACK - channel);
                if (y < 0 || y >= height) continue;
                System.arraycopy(sample.values(), (channel * height + y) * width, padded[row], pad, width);
            }
            new Crop(pad).apply(sample, RandomSamples.draws(trial));
            assertThat(sample.values()).hasSize(2 * height * width);
            String place = place(padded, sample, height, width, pad);
            assertThat(place).isNotEmpty();
            seen.add(place);
        }
        assertThat(seen).hasSize(9);
    }

    private static String place(float[][] padded, Sample sample, int height, int width, int pad) {
        for (int top = 0; top <= 2 * pad; top++) {
            for (int left = 0; left <= 2 * pad; left++) {
                boolean same = true;
                for (int i = 0; i < sample.values().length; i++) {
                    int channel = i / (height * width);
                    int row = channel * (height + 2 * pad) + top + i / width % height;
                    same &= sample.values()[i] == padded[row][left + i % width];
                }
                if (same) return top + " " + left;
            }
        }
        return "";
    }

    /** A number of each cell that tells where it is: 100 * plane + 10 * row + column. */
    private static Sample numbered(int... extents) {
        Sample sample = RandomSamples.of(1, extents);
        SampleShape shape = sample.shape();
        for (int i = 0; i < shape.size(); i++) {
            int x = i % shape.width();
            int y = i / shape.width() % shape.height();
            int z = i / (shape.width() * shape.height()) % shape.depth();
            sample.values()[i] = 100 * z + 10 * y + x;
        }
        return sample;
    }

    @Test
    void signalsAndVolumesMoveAlongAllOfTheirAxes() {
        Set<Float> steps = new TreeSet<>();
        for (int trial = 0; trial < 100; trial++) {
            Sample signal = numbered(1, 9);
            new Shift(2).apply(signal, RandomSamples.draws(trial));
            float step = 4 - signal.values()[4];
            steps.add(step);
            for (int x = 0; x < 9; x++) {
                float expected = x - step >= 0 && x - step < 9 ? x - step : RandomSamples.BLACK;
                assertThat(signal.values()[x]).isEqualTo(expected);
            }
        }
        assertThat(steps).containsExactly(-2f, -1f, 0f, 1f, 2f);
        Set<Float> seen = new TreeSet<>();
        for (int trial = 0; trial < 500; trial++) {
            Sample volume = numbered(1, 5, 5, 5);
            new Crop(1).apply(volume, RandomSamples.draws(trial));
            float middle = volume.values()[2 * 25 + 2 * 5 + 2];
            seen.add(middle);
            // Every cell that is not black moved as the one in the middle did.
            for (int i = 0; i < 125; i++) {
                float here = 100 * (i / 25) + 10 * (i / 5 % 5) + i % 5;
                float value = volume.values()[i];
                if (value != RandomSamples.BLACK) assertThat(value - here).isEqualTo(middle - 222);
            }
        }
        assertThat(seen).hasSize(27);
    }

    @Test
    void aCutoutBlanksASquareAndNothingElse() {
        int height = 6;
        int width = 8;
        for (int px : new int[] {0, 1, 2, 3, 4}) {
            Set<String> corners = new TreeSet<>();
            for (int trial = 0; trial < 1000; trial++) {
                Sample sample = RandomSamples.of(2, 2, height, width);
                float[] before = sample.values().clone();
                new Cutout(px).apply(sample, RandomSamples.draws(trial));
                corners.add(checkSquare(before, sample.values(), height, width, px));
            }
            // One square a middle, except that a square of 0 cells has no place.
            assertThat(corners).hasSize(px == 0 ? 1 : height * width);
        }
    }

    /** Returns which rows and columns are blank; all channels must be alike. */
    private static String checkSquare(float[] before, float[] after, int height, int width, int px) {
        Set<Integer> rows = new TreeSet<>();
        Set<Integer> columns = new TreeSet<>();
        int blank = 0;
        for (int i = 0; i < after.length; i++) {
            if (after[i] == 0f) {
                rows.add(i / width % height);
                columns.add(i % width);
                blank++;
            } else {
                assertThat(after[i]).isEqualTo(before[i]);
            }
        }
        assertThat(blank).isEqualTo(2 * rows.size() * columns.size());
        checkSide(rows, height, px);
        checkSide(columns, width, px);
        return rows + " " + columns;
    }

    /** A side is whole unless the image's edge cuts it. */
    private static void checkSide(Set<Integer> side, int extent, int px) {
        assertThat(side.size()).isLessThanOrEqualTo(px);
        if (px == 0) return;
        boolean cut = side.contains(0) || side.contains(extent - 1);
        if (!cut) assertThat(side).hasSize(px);
    }

    @Test
    void noiseHasMeanZeroAndItsDeviation() {
        double std = 0.3;
        int n = 64 * 64 * 16;
        Sample sample = RandomSamples.of(1, 16, 64, 64);
        float[] before = sample.values().clone();
        new Noise(std).apply(sample, RandomSamples.draws(1));
        double[] noise = new double[n];
        for (int i = 0; i < n; i++) noise[i] = (sample.values()[i] - before[i]) / std;
        assertThat(Arrays.stream(noise).average().orElseThrow()).isCloseTo(0, offset(5 / Math.sqrt(n)));
        assertThat(Arrays.stream(noise).map(x -> x * x).average().orElseThrow()).isCloseTo(1, offset(5 * Math.sqrt(2.0 / n)));
        // The fourth moment of a normal distribution is 3, its variance 96.
        assertThat(Arrays.stream(noise).map(x -> x * x * x * x).average().orElseThrow()).isCloseTo(3, offset(5 * Math.sqrt(96.0 / n)));
        double neighbours = 0;
        for (int i = 1; i < n; i++) neighbours += noise[i] * noise[i - 1];
        assertThat(neighbours / n).isCloseTo(0, offset(5 / Math.sqrt(n)));
        new Noise(0).apply(sample, RandomSamples.draws(1));
        assertThat(sample.values()[5] - before[5]).isCloseTo((float) (std * noise[5]), offset(1e-6f));
    }
}
