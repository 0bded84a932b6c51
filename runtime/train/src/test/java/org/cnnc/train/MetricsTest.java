package org.cnnc.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTest {
    @Test
    void thePredictedClassIsTheLargest() {
        assertThat(Metrics.predicted(new float[] {5, 1, 3, 3}, 1, 3)).isEqualTo(1);
        assertThat(Metrics.predicted(new float[] {0.5f}, 0, 1)).isZero();
        assertThat(Metrics.predicted(new float[] {0.51f}, 0, 1)).isEqualTo(1);
    }

    @Test
    void confusionCountsTrueClassThenPredictedClass() {
        Metrics metrics = new Metrics(10, 1, new int[][] {{3, 2, 0}, {1, 1, 0}, {0, 0, 3}});
        assertThat(metrics.accuracy()).isEqualTo(0.7);
        assertThat(metrics.commonestShare()).isEqualTo(0.5);
        assertThat(metrics.recall(0)).isEqualTo(0.6);
        assertThat(metrics.precision(0)).isEqualTo(0.75);
        assertThat(new Metrics(1, 1, new int[][] {{1, 0}, {0, 0}}).recall(1)).isNaN();
    }

    /** Two samples of three classes: the true class has the second and the last place; then two that are equal, and NaN. */
    @Test
    void theRankOfTheTrueClassTellsTopK() {
        Targets targets = new Targets.Classes(new int[] {1, 0, 1, 2}, 3);
        float[] found = {3, 2, 1, 0.5f, 1, 0, 2, 3, 0.5f, 1, 7, 7, 6, 0.5f, 1, 0, 0, Float.NaN, 0.5f, 1};
        Tally tally = new Tally(targets, 3);
        for (int s = 0; s < 4; s++) tally.add(s, found, 5 * s);
        Metrics metrics = tally.metrics(List.of(1, 2, 3, 9));
        assertThat(metrics.accuracy()).isEqualTo(0);
        assertThat(metrics.topK()).containsExactly(Map.entry(1, 0.0), Map.entry(2, 0.5), Map.entry(3, 1.0), Map.entry(9, 1.0));
        assertThat(metrics.loss()).isEqualTo(0.5);
    }

    @Test
    void oneScoreIsPartedAtZeroAndSamplesCountByTheirWeight() {
        Tally tally = new Tally(new Targets.Classes(new int[] {0, 1, 1}, 2), 1);
        float[] found = {-0.5f, 1, 2, 0.5f, 2, 1, 0, 3, 1};
        for (int s = 0; s < 3; s++) tally.add(s, found, 3 * s);
        Metrics metrics = tally.metrics(List.of(1));
        assertThat(metrics.confusion()).isDeepEqualTo(new int[][] {{1, 0}, {1, 1}});
        assertThat(metrics.loss()).isEqualTo(6.0 / 4);
        assertThat(metrics.topK()).containsExactly(Map.entry(1, 2.0 / 3));
    }

    /** Class weights of 0: as a batch of such samples, which has the loss 0. */
    @Test
    void samplesThatDoNotCountHaveNoLoss() {
        Tally tally = new Tally(new Targets.Classes(new int[] {1}, 2), 2);
        assertThat(tally.metrics(List.of()).loss()).isNaN();
        tally.add(0, new float[] {1, 2, 0.25f, 0}, 0);
        assertThat(tally.metrics(List.of()).loss()).isZero();
        tally.add(0, new float[] {1, 2, Float.NaN, 0}, 0);
        assertThat(tally.metrics(List.of()).loss()).isNaN();
    }

    @Test
    void ofNumbersThereIsNoAccuracy() {
        Tally tally = new Tally(new Targets.Values(new float[] {4, 5}, new int[] {1}), 1);
        tally.add(0, new float[] {4, 0.25f, 1}, 0);
        tally.add(1, new float[] {4, 0.75f, 1}, 0);
        Metrics metrics = tally.metrics(List.of(5));
        assertThat(metrics.hasAccuracy()).isFalse();
        assertThat(metrics.accuracy()).isNaN();
        assertThat(metrics.topK()).isEmpty();
        assertThat(metrics.loss()).isEqualTo(0.5);
    }

    @Test
    void evaluationCountsEverySampleOnce() throws DataException {
        SoftmaxNetwork network = SoftmaxNetwork.of(Blobs.FEATURES, Blobs.CLASSES, 1);
        Dataset data = Blobs.dataset(101, 4);
        int[] labels = data.labels();
        int[][] confusion = new int[3][3];
        double loss = 0;
        for (int s = 0; s < 101; s++) {
            float[] sample = new float[6];
            data.samples().fill(s, sample, 0);
            float[] p = network.predict(sample);
            int best = p[0] >= p[1] && p[0] >= p[2] ? 0 : p[1] >= p[2] ? 1 : 2;
            confusion[labels[s]][best]++;
            loss -= Math.log(p[labels[s]]) / 101;
        }
        try (Evaluator evaluator = new Evaluator(network, 2, List.of())) {
            Metrics metrics = evaluator.evaluate(data);
            assertThat(metrics.samples()).isEqualTo(101);
            assertThat(metrics.confusion()).isDeepEqualTo(confusion);
            assertThat(metrics.loss()).isCloseTo(loss, offset(1e-7));
            Dataset wrong = new Dataset(new float[8], new int[] {2, 2}, new int[2], 3);
            assertThatThrownBy(() -> evaluator.evaluate(wrong))
                    .isInstanceOf(DataException.class).hasMessageContaining("2 x 2");
        }
    }
}
