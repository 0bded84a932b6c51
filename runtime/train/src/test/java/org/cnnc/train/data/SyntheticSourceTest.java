package org.cnnc.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import org.cnnc.train.DataException;
import org.cnnc.train.Dataset;
import org.cnnc.train.Targets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntheticSourceTest {
    /** Every test sample is nearest to the mean of the training samples of its class. */
    @ParameterizedTest
    @CsvSource({"1,2", "2,4", "3,10", "784,10", "48,3"})
    void clustersDoNotOverlap(int size, int classes) throws DataException {
        SyntheticSource source = SyntheticSource.of(SyntheticSource.Kind.CLUSTERS, 1000, new int[] {size}, classes, 5);
        Dataset train = source.training(Integer.MAX_VALUE);
        Dataset test = source.test();
        assertThat(train.size()).isEqualTo(800);
        double[][] means = new double[classes][size];
        int[] counts = new int[classes];
        for (int s = 0; s < train.size(); s++) counts[train.labels()[s]]++;
        for (int s = 0; s < train.size(); s++) {
            float[] sample = Written.sample(train, s);
            for (int i = 0; i < size; i++) means[train.labels()[s]][i] += sample[i] / (double) counts[train.labels()[s]];
        }
        for (int s = 0; s < test.size(); s++) {
            float[] sample = Written.sample(test, s);
            int nearest = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int c = 0; c < classes; c++) {
                double square = 0;
                for (int i = 0; i < size; i++) square += (sample[i] - means[c][i]) * (sample[i] - means[c][i]);
                if (square < least) {
                    least = square;
                    nearest = c;
                }
            }
            assertThat(nearest).isEqualTo(test.labels()[s]);
        }
    }

    @Test
    void xorIsTheSignsOfTwoHalves() throws DataException {
        Dataset data = SyntheticSource.of(SyntheticSource.Kind.XOR, 40, new int[] {1, 2, 2}, 2, 1).test();
        for (int s = 0; s < data.size(); s++) {
            float[] sample = Written.sample(data, s);
            assertThat(sample[0] * sample[3] < 0 ? 1 : 0).isEqualTo(data.labels()[s]);
            assertThat(sample[0] * sample[1]).isPositive();
        }
        assertThatThrownBy(() -> SyntheticSource.of(SyntheticSource.Kind.XOR, 40, new int[] {4}, 3, 1).test()).isInstanceOf(DataException.class);
    }

    /** Targets add up as samples do. */
    @Test
    void linearTargetsAreLinear() throws DataException {
        Dataset data = SyntheticSource.of(SyntheticSource.Kind.LINEAR, 10, new int[] {1}, 2, 1).training(9);
        float[] values = ((Targets.Values) data.targets()).values();
        float slope = values[0] / Written.sample(data, 0)[0];
        for (int s = 1; s < data.size(); s++) assertThat(values[2 * s]).isCloseTo(slope * Written.sample(data, s)[0], offset(1e-6f));
    }

    @Test
    void theSameSeedGivesTheSame() throws DataException {
        int[] shape = {2, 3};
        SyntheticSource one = SyntheticSource.of(SyntheticSource.Kind.CLUSTERS, 20, shape, 2, 1);
        assertThat(Written.sample(one.test(), 1)).containsExactly(Written.sample(SyntheticSource.of(SyntheticSource.Kind.CLUSTERS, 20, shape, 2, 1).test(), 1));
        assertThat(Written.sample(one.test(), 1)).isNotEqualTo(Written.sample(SyntheticSource.of(SyntheticSource.Kind.CLUSTERS, 20, shape, 2, 2).test(), 1));
        assertThatThrownBy(() -> SyntheticSource.of(SyntheticSource.Kind.CLUSTERS, Integer.MAX_VALUE, shape, 2, 1).test())
                .isInstanceOf(DataException.class).hasMessageContaining("half of the heap");
    }
}
