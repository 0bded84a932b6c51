package org.cnnc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps of two phases: the second reads what the first summed over the batch. */
class PhasesTest {
    private static final int BLOCK = 4;

    /** Parameters: the shift b at 0, and behind what the optimizer moves, at 1, a running mean. */
    private static final Signature SIGNATURE = new Signature(
            "Shift",
            List.of(new TensorInfo("x", 1)),
            List.of(new TensorInfo("y", 1)),
            List.of(
                    new Parameter("b", new int[] {1}, 0, new Initializer.Constant(0.5f)),
                    new Parameter("running", new int[] {1}, 1, new Initializer.Constant(8))),
            2);

    /** y = x - mean(x) + b by the mean squared error. @param arena floats that a block keeps */
    private static final class Shift extends Network {
        private final int arena;

        Shift(int arena) {
            super(Weights.initialize(SIGNATURE, 1));
            this.arena = arena;
        }

        @Override
        public Signature signature() {
            return SIGNATURE;
        }

        @Override
        protected Program inference(Target target) {
            throw new IllegalStateException("nothing is predicted here");
        }

        @Override
        protected TrainingProgram training(Target target) {
            return new Step(arena);
        }
    }

    private static final class Step extends TrainingProgram {
        private static final int TARGETS = BLOCK;
        private static final int WEIGHTS = 2 * BLOCK;
        private static final int LOSSES = 3 * BLOCK;
        private final int arena;

        Step(int arena) {
            this.arena = arena;
        }

        @Override
        public Plan plan() {
            return new Plan(BLOCK, arena, 4 * BLOCK, new int[] {0}, new int[0], new int[0], new int[0], 0, 0);
        }

        @Override
        public TrainingPlan trainingPlan() {
            PhasePlan phases = new PhasePlan(new int[][] {{2, 3, 0}, {}}, 1, 1, 1, 2);
            return new TrainingPlan(
                    TARGETS, WEIGHTS, LOSSES, 3, phases, OptimizerPlan.plain(new String[] {"lr"}, new double[] {0.25}, 0));
        }

        @Override
        public void run(Frame frame, int phase) {
            float[] io = frame.io;
            for (int s = 0; s < BLOCK; s++) {
                if (phase == 0) {
                    frame.gradients[2] += io[WEIGHTS + s] * io[s];
                    continue;
                }
                float error = io[s] - frame.sums[0] + frame.parameters[0] - io[TARGETS + s];
                io[LOSSES + s] = error * error;
                frame.gradients[0] += io[WEIGHTS + s] * 2 * error;
            }
        }

        @Override
        public void finish(Frame frame) {
            frame.parameters[1] = 0.75f * frame.parameters[1] + 0.25f * frame.sums[0];
        }

        @Override
        public void update(float[] p, float[] gradients, float[] state, float[] hyper, int from, int to) {
            for (int i = from; i < to; i++) p[i] -= hyper[0] * (gradients[i] + 0.5f * p[i]);
        }
    }

    /** Mean, loss, gradient and running mean by their formulas; the decay of 0.5 is the shift's alone. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4, 7, 13, 50})
    void aLaterPhaseReadsTheWholeSum(int samples) {
        float[] x = RandomArrays.uniform(samples, 3);
        float[] t = RandomArrays.uniform(samples, 4);
        double b = 0.5;
        double running = 8;
        double mean = 0;
        for (float value : x) mean += (double) value / samples;
        Shift network = new Shift(0);
        try (Trainer trainer = network.trainer(1, 2, Target.PLAIN)) {
            for (int step = 0; step < 4; step++) {
                double loss = 0;
                double gradient = 0;
                for (int s = 0; s < samples; s++) {
                    double error = x[s] - mean + b - t[s];
                    loss += error * error / samples;
                    gradient += 2 * error / samples;
                }
                assertThat((double) trainer.step(x, t, samples)).isCloseTo(loss, offset(1e-6));
                b -= 0.25 * (gradient + 0.5 * b);
                running = 0.75 * running + 0.25 * mean;
                assertThat((double) network.parameters()[0]).isCloseTo(b, offset(1e-6));
                assertThat((double) network.parameters()[1]).isCloseTo(running, offset(1e-6));
            }
        }
    }

    private static float[] trained(int threads) {
        Shift network = new Shift(0);
        try (Trainer trainer = network.trainer(1, threads, Target.PLAIN)) {
            for (int step = 0; step < 6; step++) {
                trainer.step(RandomArrays.uniform(61, step), RandomArrays.uniform(61, 9), 61 - 9 * step);
            }
        }
        return network.parameters();
    }

    @Test
    void anyNumberOfThreadsGivesTheSameBits() {
        assertThat(trained(2)).containsExactly(trained(1));
        assertThat(trained(5)).containsExactly(trained(1));
    }

    @Test
    void tooFewSamplesAreRefused() {
        Shift network = new Shift(0);
        assertThat(network.leastSamples()).isEqualTo(2);
        try (Trainer trainer = network.trainer(1, 1, Target.PLAIN)) {
            assertThatThrownBy(() -> trainer.step(new float[1], new float[1], 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("expected 2 or more, found 1")
                    .hasMessageContaining("no variance");
        }
        assertThat(network.parameters()).containsExactly(0.5f, 8);
    }

    /** A GB a block, and more blocks than the JVM has GB: nothing is taken before it is known not to fit. */
    @Test
    void blocksThatDoNotFitAreRefusedBeforeTheyAreMade() {
        Shift network = new Shift(1 << 28);
        int blocks = (int) (Runtime.getRuntime().maxMemory() >> 30) + 1;
        try (Trainer trainer = network.trainer(1, 1, Target.PLAIN)) {
            assertThatThrownBy(() -> trainer.step(new float[blocks * BLOCK], new float[blocks * BLOCK], blocks * BLOCK))
                    .isInstanceOf(OutOfMemoryError.class)
                    .hasMessageContaining("a batch of " + blocks + " blocks of 4 samples")
                    .hasMessageContaining("-Xmx");
        }
    }
}
