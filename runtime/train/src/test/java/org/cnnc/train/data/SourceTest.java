package org.cnnc.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.io.IOException;
import java.util.List;
import org.cnnc.train.BatchSampler;
import org.cnnc.train.DataException;
import org.cnnc.train.Dataset;
import org.cnnc.train.Normalization;
import org.cnnc.train.Order;
import org.cnnc.train.Samples;
import org.cnnc.train.Split;
import org.cnnc.train.Targets;
import org.junit.jupiter.api.Test;

class SourceTest {
    /** Sample i is the number i; the test samples are far away. */
    private static final Source NUMBERS = new Source() {
        @Override
        public Dataset training(int limit) {
            return numbers(0, Math.min(20, limit));
        }

        @Override
        public Dataset test() {
            return numbers(1000, 5);
        }
    };

    private static Dataset numbers(int first, int count) {
        float[][] values = new float[count][1];
        for (int i = 0; i < count; i++) values[i][0] = first + i;
        return new Dataset(Samples.ofFloats(values, 1, 1), new Targets.Classes(new int[count], 2));
    }

    @Test
    void statisticsAreThoseOfTheTrainingSamplesAlone() throws IOException {
        Split split = NUMBERS.load(new DataOptions(0, true, 5, 12, 3));
        assertThat(split.train().size()).isEqualTo(7);
        assertThat(split.validation().size()).isEqualTo(5);
        double mean = 0;
        Split plain = NUMBERS.load(new DataOptions(0, false, 5, 12, 3));
        for (int s = 0; s < 7; s++) mean += Written.sample(plain.train(), s)[0] / 7;
        assertThat(split.normalization().mean()[0]).isCloseTo((float) mean, offset(1e-5f));
        float deviation = split.normalization().deviation()[0];
        assertThat(Written.sample(split.test(), 2)[0]).isCloseTo((float) ((1002 - mean) / deviation), offset(1e-3f));
        assertThat(Written.sample(NUMBERS.test(0, split.normalization()), 2)).containsExactly(Written.sample(split.test(), 2));
    }

    @Test
    void withoutShufflingAnEpochHasTheOrderOfTheData() throws IOException {
        Split split = NUMBERS.load(new DataOptions(0, false, 4, 0, 1, Order.AS_GIVEN));
        assertThat(split.order()).isEqualTo(Order.AS_GIVEN);
        BatchSampler sampler = new BatchSampler(split.train(), 16, 2, 1, split.order(), List.of(), Normalization.NONE);
        for (int epoch = 1; epoch < 3; epoch++) {
            sampler.shuffle(epoch);
            float[] inputs = new float[16];
            sampler.fill(0, inputs, new float[32]);
            assertThat(inputs).isSorted();
        }
        assertThat(NUMBERS.load(new DataOptions(0, false, 4, 0, 1)).order()).isEqualTo(Order.SHUFFLED);
    }

    @Test
    void whatCannotBeDoneIsSaid() {
        assertThatThrownBy(() -> NUMBERS.load(new DataOptions(0, false, 20, 0, 1))).isInstanceOf(DataException.class)
                .hasMessageContaining("validation = 20 leaves nothing of the 20");
        assertThatThrownBy(() -> NUMBERS.test(0, new Normalization(new float[3], new float[3]))).isInstanceOf(DataException.class)
                .hasMessageContaining("1 channels");
        assertThatThrownBy(() -> SampleExtents.requirePad(new int[] {7}, 2)).isInstanceOf(DataException.class).hasMessageContaining("have no border");
        assertThatThrownBy(() -> SampleExtents.requirePad(new int[] {1, 9, 9, 9}, 4096)).isInstanceOf(DataException.class).hasMessageContaining("larger than an array");
    }
}
