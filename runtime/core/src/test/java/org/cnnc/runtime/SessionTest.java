package org.cnnc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionTest {
    private final LinearNetwork network = LinearNetwork.initialize(5, 3, 7);

    /** Wx + b in double. */
    private static double[] expected(LinearNetwork network, float[] inputs, int sample) {
        float[] p = network.parameters();
        double[] y = new double[3];
        for (int o = 0; o < 3; o++) {
            y[o] = p[15 + o];
            for (int i = 0; i < 5; i++) y[o] += (double) p[o * 5 + i] * inputs[sample * 5 + i];
        }
        return y;
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,1", "4,1", "5,1", "33,1", "1,2", "5,2", "33,2", "33,3", "400,3"})
    void everySampleIsTheLinearMap(int samples, int threads) {
        float[] inputs = RandomArrays.uniform(samples * 5, 1);
        float[] outputs = new float[samples * 3];
        try (Session session = network.session(threads, Target.PLAIN)) {
            session.predict(inputs, samples, outputs);
            session.predict(inputs, samples, outputs);
        }
        for (int s = 0; s < samples; s++) {
            double[] y = expected(network, inputs, s);
            for (int o = 0; o < 3; o++) {
                assertThat((double) outputs[s * 3 + o]).isCloseTo(y[o], offset(1e-5));
            }
        }
    }

    @Test
    void aSmallBatchAfterALargeOneSeesZerosBehindItsSamples() {
        float[][] seen = new float[1][];
        Network probe = new Network(new float[0]) {
            @Override
            public Signature signature() {
                return new Signature("Probe", List.of(new TensorInfo("x", 1)), List.of(new TensorInfo("y", 1)),
                        List.of(), 0);
            }

            @Override
            protected Program inference(Target target) {
                return new Program() {
                    @Override
                    public Plan plan() {
                        return new Plan(3, 0, 6, new int[] {0}, new int[] {3}, new int[0], new int[0], 0, 0);
                    }

                    @Override
                    public void run(Frame frame) {
                        seen[0] = frame.io.clone();
                    }
                };
            }
        };
        try (Session session = probe.session(1, Target.PLAIN)) {
            session.predict(new float[] {1, 2, 3}, 3, new float[3]);
            session.predict(new float[] {4}, 1, new float[1]);
        }
        assertThat(seen[0]).startsWith(4, 0, 0);
        assertThat(probe.trainable()).isFalse();
        assertThatThrownBy(() -> probe.trainer(1, 1))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("train section");
    }

    @Test
    void severalInputsAndOutputsLieOneBehindTheOther() {
        Network sumAndDifference = new Network(new float[0]) {
            @Override
            public Signature signature() {
                return new Signature("Two",
                        List.of(new TensorInfo("a", 2), new TensorInfo("b", 1)),
                        List.of(new TensorInfo("sum", 1), new TensorInfo("a again", 2)), List.of(), 0);
            }

            @Override
            protected Program inference(Target target) {
                return new Program() {
                    @Override
                    public Plan plan() {
                        return new Plan(2, 0, 16, new int[] {0, 4}, new int[] {6, 8}, new int[0], new int[0], 0, 0);
                    }

                    @Override
                    public void run(Frame frame) {
                        float[] io = frame.io;
                        for (int s = 0; s < 2; s++) {
                            io[6 + s] = io[2 * s] + io[2 * s + 1] + io[4 + s];
                            io[8 + 2 * s] = io[2 * s];
                            io[9 + 2 * s] = io[2 * s + 1];
                        }
                    }
                };
            }
        };
        float[] outputs = new float[9];
        try (Session session = sumAndDifference.session(1, Target.PLAIN)) {
            session.predict(new float[] {1, 2, 10, 3, 4, 20, 5, 6, 30}, 3, outputs);
        }
        assertThat(outputs).containsExactly(13, 1, 2, 27, 3, 4, 41, 5, 6);
    }

    @Test
    void wrongArgumentsSayWhatWasExpected() {
        Session session = network.session(1, Target.PLAIN);
        assertThatThrownBy(() -> session.predict(null, 1, new float[3]))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("inputs: expected an array, found null");
        assertThatThrownBy(() -> session.predict(new float[9], 2, new float[6]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("inputs: expected 2 samples of 5 floats, 10 in all; the array holds 9");
        assertThatThrownBy(() -> session.predict(new float[10], 2, new float[5]))
                .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("outputs: expected 2 samples");
        assertThatThrownBy(() -> session.predict(new float[10], -1, new float[5]))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("found -1");
        assertThatThrownBy(() -> network.predict(new float[6]))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("expected 5 floats [x: 5], found 6");
        session.close();
        session.close();
        assertThatThrownBy(() -> session.predict(new float[5], 1, new float[3]))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
        assertThatThrownBy(() -> new LinearNetwork(5, 3, new float[17]).session())
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("expected 18 floats, found 17");
    }

    @Test
    void manyThreadsMayPredictAtOnce() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(6);
        List<Future<Boolean>> results = new ArrayList<>();
        for (int t = 0; t < 6; t++) {
            long seed = t;
            results.add(callers.submit(() -> {
                boolean right = true;
                for (int n = 0; n < 200; n++) {
                    float[] x = RandomArrays.uniform(5, seed * 1000 + n);
                    float[] y = network.predict(x);
                    double[] expected = expected(network, x, 0);
                    for (int o = 0; o < 3; o++) right &= Math.abs(y[o] - expected[o]) < 1e-5;
                }
                return right;
            }));
        }
        for (Future<Boolean> result : results) assertThat(result.get()).isTrue();
        callers.shutdown();
    }
}
