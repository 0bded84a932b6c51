package org.cnnc.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchSamplerTest {
    private static Dataset numbered(int count, int classes) {
        float[] samples = new float[count * 2];
        int[] labels = new int[count];
        for (int s = 0; s < count; s++) {
            samples[2 * s] = s;
            samples[2 * s + 1] = -s;
            labels[s] = s % classes;
        }
        return new Dataset(samples, new int[] {2}, labels, classes);
    }

    private static List<Integer> epoch(BatchSampler sampler, int epoch) {
        sampler.shuffle(epoch);
        List<Integer> seen = new ArrayList<>();
        float[] inputs = new float[8];
        float[] targets = new float[12];
        for (int b = 0; b < sampler.batches(); b++) {
            int count = sampler.fill(b, inputs, targets);
            assertThat(count).isEqualTo(b < 5 ? 4 : 3);
            for (int s = 0; s < count; s++) {
                int sample = (int) inputs[2 * s];
                assertThat(inputs[2 * s + 1]).isEqualTo(-sample);
                for (int c = 0; c < 3; c++) assertThat(targets[3 * s + c]).isEqualTo(c == sample % 3 ? 1f : 0f);
                seen.add(sample);
            }
        }
        return seen;
    }

    @Test
    void anEpochSeesEverySampleOnceInAnOrderOfItsOwn() throws DataException {
        BatchSampler sampler = new BatchSampler(numbered(23, 3), 4, 3, 1);
        assertThat(sampler.batches()).isEqualTo(6);
        List<Integer> first = epoch(sampler, 1);
        assertThat(first.stream().sorted().toList()).isEqualTo(
                IntStream.range(0, 23).boxed().toList());
        assertThat(epoch(sampler, 2)).isNotEqualTo(first);
        assertThat(epoch(sampler, 1)).isEqualTo(first);
        assertThat(epoch(new BatchSampler(numbered(23, 3), 4, 3, 2), 1)).isNotEqualTo(first);
    }

    /** Each of 24 orders of 4 should come 1/24 of the time; five standard errors. */
    @Test
    void allOrdersAreEquallyLikely() {
        int rounds = 24_000;
        int[] seen = new int[256];
        for (int round = 0; round < rounds; round++) {
            int[] order = Shuffle.permutation(4, round * 7919L);
            seen[order[0] << 6 | order[1] << 4 | order[2] << 2 | order[3]]++;
        }
        int orders = 0;
        for (int count : seen) {
            if (count == 0) continue;
            orders++;
            assertThat((double) count).isCloseTo(1000, offset(5 * Math.sqrt(1000.0 * 23 / 24)));
        }
        assertThat(orders).isEqualTo(24);
    }

    @Test
    void twoClassesFitOneOutput() throws DataException {
        BatchSampler sampler = new BatchSampler(numbered(4, 2), 8, 1, 1);
        assertThat(sampler.batchSize()).isEqualTo(4);
        float[] inputs = new float[8];
        float[] targets = new float[4];
        sampler.fill(0, inputs, targets);
        for (int s = 0; s < 4; s++) assertThat(targets[s]).isEqualTo((int) inputs[2 * s] % 2);
    }

    @Test
    void classesThatDoNotFitSayWhatWould() {
        assertThatThrownBy(() -> new BatchSampler(numbered(4, 3), 8, 10, 1)).isInstanceOf(DataException.class)
                .hasMessage("the data has 3 classes, the network's output has 10 values; --set classes=3 would fit");
    }
}
