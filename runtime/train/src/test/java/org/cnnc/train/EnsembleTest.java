package org.cnnc.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.runtime.Session;
import org.junit.jupiter.api.Test;

class EnsembleTest {
    private static final int SAMPLES = 37;
    private static final float[] LOGITS = {3, -2, 0.5f, 40, -90, 0};

    private final Dataset data = Blobs.dataset(SAMPLES, 4);

    @Test
    void answersWithTheMeanOfItsMembers() {
        List<SoftmaxNetwork> networks = new ArrayList<>();
        for (int seed = 1; seed <= 3; seed++) networks.add(SoftmaxNetwork.of(Blobs.FEATURES, Blobs.CLASSES, seed));
        float[] inputs = new float[SAMPLES * Blobs.FEATURES];
        for (int s = 0; s < SAMPLES; s++) data.samples().fill(s, inputs, s * Blobs.FEATURES);
        double[] mean = new double[SAMPLES * Blobs.CLASSES];
        for (SoftmaxNetwork network : networks) {
            float[] own = new float[mean.length];
            try (Session session = network.session(1)) {
                session.predict(inputs, SAMPLES, own);
            }
            for (int i = 0; i < own.length; i++) mean[i] += own[i] / 3.0;
        }
        float[] together = together(networks, inputs, 1);
        for (int i = 0; i < mean.length; i++) assertThat((double) together[i]).isCloseTo(mean[i], within(1e-7));
        assertThat(together(networks, inputs, 3)).containsExactly(together);
    }

    private static float[] together(List<SoftmaxNetwork> networks, float[] inputs, int threads) {
        List<float[]> members = networks.stream().map(network -> network.parameters().clone()).toList();
        float[] outputs = new float[SAMPLES * Blobs.CLASSES];
        try (Ensemble ensemble = new Ensemble(SoftmaxNetwork.of(Blobs.FEATURES, Blobs.CLASSES, 9), members, Averaging.OUTPUTS, threads)) {
            ensemble.predict(inputs, SAMPLES, outputs);
        }
        return outputs;
    }

    @Test
    void oneMemberMeasuresAsItsNetwork() throws DataException {
        SoftmaxNetwork network = SoftmaxNetwork.of(Blobs.FEATURES, Blobs.CLASSES, 1);
        List<float[]> member = List.of(network.parameters().clone());
        SoftmaxNetwork other = SoftmaxNetwork.of(Blobs.FEATURES, Blobs.CLASSES, 2);
        Ensemble ensemble = Ensemble.ofEvaluation(other, member, Averaging.OUTPUTS, 2);
        try (Evaluator ofNetwork = new Evaluator(network, 1, List.of());
                Evaluator ofEnsemble = new Evaluator(ensemble, other.measure(1), List.of())) {
            Metrics alone = ofNetwork.evaluate(data);
            Metrics together = ofEnsemble.evaluate(data);
            assertThat(together.loss()).isEqualTo(alone.loss());
            assertThat(together.accuracy()).isEqualTo(alone.accuracy());
        }
    }

    @Test
    void logitsOfClassesAreMixedAsProbabilities() {
        double[] sums = new double[3];
        Averaging.SOFTMAX.add(LOGITS, 0, 3, 3, sums);
        float[] second = {-1, 2, 0};
        Averaging.SOFTMAX.add(second, 0, 3, 3, sums);
        double[] first = softmax(LOGITS[0], LOGITS[1], LOGITS[2]);
        double[] other = softmax(second[0], second[1], second[2]);
        double[] mixed = new double[3];
        for (int i = 0; i < 3; i++) mixed[i] = Averaging.SOFTMAX.output(sums[i] / 2);
        double[] result = softmax(mixed[0], mixed[1], mixed[2]);
        for (int i = 0; i < 3; i++) assertThat(result[i]).isCloseTo((first[i] + other[i]) / 2, offset(1e-12));
    }

    @Test
    void everyPositionHasProbabilitiesOfItsOwn() {
        // Three channels of two positions, one behind the other.
        double[] sums = new double[6];
        Averaging.SOFTMAX.add(LOGITS, 0, 6, 3, sums);
        for (int position = 0; position < 2; position++) {
            double[] own = softmax(LOGITS[position], LOGITS[2 + position], LOGITS[4 + position]);
            for (int c = 0; c < 3; c++) assertThat(sums[2 * c + position]).isCloseTo(own[c], offset(1e-12));
        }
    }

    private static double[] softmax(double a, double b, double c) {
        double sum = Math.exp(a) + Math.exp(b) + Math.exp(c);
        return new double[] {Math.exp(a) / sum, Math.exp(b) / sum, Math.exp(c) / sum};
    }

    @Test
    void logitsByThemselvesAreMixedAsProbabilities() {
        double[] sums = new double[LOGITS.length];
        Averaging.SIGMOID.add(LOGITS, 0, LOGITS.length, LOGITS.length, sums);
        for (int i = 0; i < LOGITS.length; i++) {
            double alone = Averaging.SIGMOID.output(sums[i]);
            assertThat(1 / (1 + Math.exp(-alone))).isCloseTo(1 / (1 + Math.exp(-LOGITS[i])), offset(1e-12));
            assertThat(alone).isFinite();
        }
    }

    @Test
    void membersOfAnotherNetworkAreRefused() {
        SoftmaxNetwork network = SoftmaxNetwork.of(Blobs.FEATURES, Blobs.CLASSES, 1);
        assertThatThrownBy(() -> new Ensemble(network, List.of(), Averaging.OUTPUTS, 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("one or more");
        assertThatThrownBy(() -> new Ensemble(network, List.of(new float[3]), Averaging.OUTPUTS, 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("found 3");
    }
}
