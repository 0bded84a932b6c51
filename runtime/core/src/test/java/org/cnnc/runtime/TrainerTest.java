package org.cnnc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
    /** One step of momentum descent on the mean squared error, in double and without any blocks. */
    private static double referenceStep(
            double[] p, double[] velocity, float[] x, float[] t, int samples, int in, int out, double lr, double mu) {
        double[] gradient = new double[p.length];
        double loss = 0;
        for (int s = 0; s < samples; s++) {
            for (int o = 0; o < out; o++) {
                double y = p[in * out + o];
                for (int i = 0; i < in; i++) y += p[o * in + i] * x[s * in + i];
                double error = y - t[s * out + o];
                loss += error * error / out / samples;
                gradient[in * out + o] += 2 * error / out / samples;
                for (int i = 0; i < in; i++) gradient[o * in + i] += 2 * error / out / samples * x[s * in + i];
            }
        }
        for (int k = 0; k < p.length; k++) {
            velocity[k] = mu * velocity[k] + gradient[k];
            p[k] -= lr * velocity[k];
        }
        return loss;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5, 12, 13, 50})
    void stepsFollowTheGradientOfTheMeanLoss(int samples) {
        LinearNetwork network = LinearNetwork.initialize(6, 2, 3);
        double[] p = new double[14];
        for (int i = 0; i < 14; i++) p[i] = network.parameters()[i];
        double[] velocity = new double[14];
        float[] x = RandomArrays.uniform(samples * 6, 1);
        float[] t = RandomArrays.uniform(samples * 2, 2);
        try (Trainer trainer = network.trainer(1, 2, Target.PLAIN)) {
            trainer.set("momentum", 0.9f);
            trainer.set("lr", 0.05f);
            for (int step = 0; step < 5; step++) {
                double loss = referenceStep(p, velocity, x, t, samples, 6, 2, 0.05, 0.9);
                assertThat((double) trainer.step(x, t, samples)).isCloseTo(loss, offset(1e-5));
            }
            assertThat(trainer.steps()).isEqualTo(5);
            for (int i = 0; i < 14; i++) {
                assertThat((double) network.parameters()[i]).isCloseTo(p[i], offset(1e-5));
                assertThat((double) trainer.state()[i]).isCloseTo(velocity[i], offset(1e-4));
            }
        }
    }

    /** More parameters than one chunk, more blocks than pieces, and a last block that is not full. */
    private static float[] train(int threads, int steps) {
        LinearNetwork network = LinearNetwork.initialize(3001, 7, 11);
        float[] x = RandomArrays.uniform(53 * 3001, 1);
        float[] t = RandomArrays.uniform(53 * 7, 2);
        try (Trainer trainer = network.trainer(1, threads, Target.PLAIN)) {
            trainer.set("lr", 1e-3f);
            for (int step = 0; step < steps; step++) trainer.step(x, t, 53 - step);
        }
        return network.parameters();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void anyNumberOfThreadsGivesTheSameBits(int threads) {
        assertThat(train(threads, 8)).containsExactly(train(1, 8));
        assertThat(train(threads, 7)).isNotEqualTo(train(1, 8));
    }

    @Test
    void aRestoredTrainerGoesOnAsIfItHadNotStopped() {
        LinearNetwork whole = LinearNetwork.initialize(6, 2, 3);
        float[] x = RandomArrays.uniform(20 * 6, 1);
        float[] t = RandomArrays.uniform(20 * 2, 2);
        LinearNetwork parts;
        float[] state;
        try (Trainer trainer = whole.trainer(1, 1, Target.PLAIN)) {
            trainer.set("momentum", 0.9f);
            for (int step = 0; step < 3; step++) trainer.step(x, t, 20);
            parts = new LinearNetwork(6, 2, whole.parameters().clone());
            state = trainer.state().clone();
            for (int step = 0; step < 3; step++) trainer.step(x, t, 20);
        }
        try (Trainer trainer = parts.trainer(1, 1, Target.PLAIN)) {
            trainer.set("momentum", 0.9f);
            trainer.restore(3, state);
            for (int step = 0; step < 3; step++) trainer.step(x, t, 20);
            assertThat(trainer.steps()).isEqualTo(6);
        }
        assertThat(parts.parameters()).containsExactly(whole.parameters());
    }

    @Test
    void wrongArgumentsSayWhatWasExpected() {
        LinearNetwork network = LinearNetwork.initialize(6, 2, 3);
        Trainer trainer = network.trainer(1, 1, Target.PLAIN);
        assertThatThrownBy(() -> trainer.step(new float[6], new float[2], 0)).hasMessageContaining("found 0");
        assertThatThrownBy(() -> trainer.step(new float[6], null, 1)).hasMessageContaining("targets");
        assertThatThrownBy(() -> trainer.step(new float[6], new float[1], 1))
                .hasMessage("targets: expected 1 samples of 2 floats, 2 in all; the array holds 1");
        assertThatThrownBy(() -> trainer.set("rate", 1)).hasMessageContaining("it has lr, momentum");
        assertThatThrownBy(() -> trainer.restore(1, new float[3])).hasMessageContaining("expected 14 floats, found 3");
        assertThat(trainer.hyper()).containsEntry("lr", 0.1).containsEntry("momentum", 0.0);
        trainer.close();
        assertThatThrownBy(() -> trainer.step(new float[6], new float[2], 1)).hasMessageContaining("closed");
    }
}
