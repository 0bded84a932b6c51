package org.cnnc.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import org.cnnc.runtime.Session;
import org.junit.jupiter.api.Test;

class MetricsTest {
    @Test
    void crossEntropyAndSquaredErrorByTheirFormulas() {
        float[] output = {9, 0.25f, 0.5f, 0.25f};
        assertThat(EvaluationLoss.CROSS_ENTROPY.of(output, 1, 3, 1)).isCloseTo(Math.log(2), offset(1e-12));
        assertThat(EvaluationLoss.CROSS_ENTROPY.of(new float[] {0.75f}, 0, 1, 1))
                .isCloseTo(-Math.log(0.75), offset(1e-12));
        assertThat(EvaluationLoss.CROSS_ENTROPY.of(new float[] {0.75f}, 0, 1, 0))
                .isCloseTo(-Math.log(0.25), offset(1e-12));
        assertThat(EvaluationLoss.CROSS_ENTROPY.of(new float[] {1, 0}, 0, 2, 1))
                .isCloseTo(126 * Math.log(2), offset(1e-9));
        assertThat(EvaluationLoss.CROSS_ENTROPY.of(new float[] {1, Float.NaN}, 0, 2, 1)).isNaN();
        assertThat(EvaluationLoss.MEAN_SQUARED_ERROR.of(output, 1, 3, 1))
                .isCloseTo((0.0625 + 0.25 + 0.0625) / 3, offset(1e-12));
        assertThat(EvaluationLoss.MEAN_SQUARED_ERROR.of(new float[] {0.75f}, 0, 1, 1)).isCloseTo(0.0625, offset(1e-12));
    }

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
        try (Session session = network.session(2)) {
            Metrics metrics = Evaluator.evaluate(session, data, EvaluationLoss.CROSS_ENTROPY);
            assertThat(metrics.samples()).isEqualTo(101);
            assertThat(metrics.confusion()).isDeepEqualTo(confusion);
            assertThat(metrics.loss()).isCloseTo(loss, offset(1e-9));
            Dataset wrong = new Dataset(new float[8], new int[] {2, 2}, new int[2], 3);
            assertThatThrownBy(() -> Evaluator.evaluate(session, wrong, EvaluationLoss.CROSS_ENTROPY))
                    .isInstanceOf(DataException.class).hasMessageContaining("2 x 2");
        }
    }
}
