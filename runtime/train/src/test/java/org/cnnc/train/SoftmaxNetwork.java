package org.cnnc.train;

import java.util.List;
import org.cnnc.runtime.CounterRandom;
import org.cnnc.runtime.Frame;
import org.cnnc.runtime.Initializer;
import org.cnnc.runtime.Network;
import org.cnnc.runtime.OptimizerPlan;
import org.cnnc.runtime.Parameter;
import org.cnnc.runtime.PhasePlan;
import org.cnnc.runtime.Plan;
import org.cnnc.runtime.Program;
import org.cnnc.runtime.Signature;
import org.cnnc.runtime.Target;
import org.cnnc.runtime.TensorInfo;
import org.cnnc.runtime.TrainingPlan;
import org.cnnc.runtime.TrainingProgram;
import org.cnnc.runtime.Weights;

/**
 * Multinomial logistic regression by momentum descent, written by hand as a compiler would lay it out. Each
 * sample's gradient is scaled by a random number near 1, so that tests see where random keys come from.
 */
final class SoftmaxNetwork extends Network {
    private static final int BLOCK = 4;

    private final int inputs;
    private final int classes;

    private SoftmaxNetwork(int inputs, int classes, long seed) {
        super(Weights.initialize(signature(inputs, classes), seed));
        this.inputs = inputs;
        this.classes = classes;
    }

    static SoftmaxNetwork of(int inputs, int classes, long seed) {
        return new SoftmaxNetwork(inputs, classes, seed);
    }

    private static Signature signature(int inputs, int classes) {
        return new Signature("Softmax", List.of(new TensorInfo("x", inputs)), List.of(new TensorInfo("p", classes)),
                List.of(
                        new Parameter("fc.weight", new int[] {classes, inputs}, 0, new Initializer.Normal(0.01f)),
                        new Parameter("fc.bias", new int[] {classes}, classes * inputs, new Initializer.Constant(0))),
                classes * (inputs + 1));
    }

    @Override
    public Signature signature() {
        return signature(inputs, classes);
    }

    @Override
    protected Program inference(Target target) {
        return new Pass();
    }

    @Override
    protected TrainingProgram training(Target target) {
        return new Pass();
    }

    /** The loss reads the probabilities. */
    @Override
    protected Program evaluation(Target target) {
        return new Pass();
    }

    @Override
    protected Program measure(Target target) {
        return new Measure();
    }

    /** Cross entropy of probabilities; all samples count alike. */
    private final class Measure extends Program {
        @Override
        public Plan plan() {
            int size = BLOCK * classes;
            return new Plan(BLOCK, 0, 3 * size + 2 * BLOCK, new int[] {0, size}, new int[] {2 * size, 3 * size, 3 * size + BLOCK},
                    new int[0], new int[0], 0, 0);
        }

        @Override
        public void run(Frame frame) {
            int size = BLOCK * classes;
            for (int s = 0; s < BLOCK; s++) {
                double loss = 0;
                for (int c = 0; c < classes; c++) {
                    float p = frame.io[s * classes + c];
                    frame.io[2 * size + s * classes + c] = p;
                    if (frame.io[size + s * classes + c] > 0) loss -= Math.log(p);
                }
                frame.io[3 * size + s] = (float) loss;
                frame.io[3 * size + BLOCK + s] = 1;
            }
        }
    }

    private final class Pass extends TrainingProgram {
        private final int outputPlace = BLOCK * inputs;
        private final int targetPlace = outputPlace + BLOCK * classes;
        private final int weightPlace = targetPlace + BLOCK * classes;
        private final int lossPlace = weightPlace + BLOCK;

        @Override
        public Plan plan() {
            return new Plan(
                    BLOCK, 0, lossPlace + BLOCK, new int[] {0}, new int[] {outputPlace}, new int[0], new int[0], 0, 0);
        }

        @Override
        public TrainingPlan trainingPlan() {
            return new TrainingPlan(targetPlace, weightPlace, lossPlace, 3, PhasePlan.single(classes * (inputs + 1)),
                    OptimizerPlan.plain(new String[] {"lr", "momentum"}, new double[] {0.1, 0.5}, 1));
        }

        @Override
        public void run(Frame frame, int phase) {
            for (int s = 0; s < BLOCK; s++) {
                forward(frame.parameters, frame.io, s);
                if (frame.gradients != null) backward(frame, s);
            }
        }

        private void forward(float[] p, float[] io, int s) {
            int out = outputPlace + s * classes;
            float most = Float.NEGATIVE_INFINITY;
            for (int c = 0; c < classes; c++) {
                float sum = p[classes * inputs + c];
                for (int i = 0; i < inputs; i++) sum += p[c * inputs + i] * io[s * inputs + i];
                io[out + c] = sum;
                most = Math.max(most, sum);
            }
            float total = 0;
            for (int c = 0; c < classes; c++) {
                io[out + c] = (float) StrictMath.exp(io[out + c] - most);
                total += io[out + c];
            }
            for (int c = 0; c < classes; c++) io[out + c] /= total;
        }

        private void backward(Frame frame, int s) {
            float[] io = frame.io;
            float loss = 0;
            float noise = 0.9f + 0.2f * CounterRandom.uniform(frame.randomKey, 0, s);
            for (int c = 0; c < classes; c++) {
                float p = io[outputPlace + s * classes + c];
                float t = io[targetPlace + s * classes + c];
                if (t > 0) loss -= (float) StrictMath.log(p);
                float slope = io[weightPlace + s] * (p - t) * noise;
                frame.gradients[classes * inputs + c] += slope;
                for (int i = 0; i < inputs; i++) frame.gradients[c * inputs + i] += slope * io[s * inputs + i];
            }
            io[lossPlace + s] = loss;
        }

        @Override
        public void update(float[] p, float[] gradients, float[] state, float[] hyper, int from, int to) {
            for (int i = from; i < to; i++) {
                state[i] = hyper[1] * state[i] + gradients[i];
                p[i] -= hyper[0] * state[i];
            }
        }
    }
}
