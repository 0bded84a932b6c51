package org.cnnc.runtime;

import java.util.List;

/** A linear model with the mean squared error, written by hand as a compiler would lay it out. */
final class LinearNetwork extends Network {
    private static final int BLOCK = 4;
    private static final int PIECES = 3;

    private final int inputs;
    private final int outputs;

    LinearNetwork(int inputs, int outputs, float[] parameters) {
        super(parameters);
        this.inputs = inputs;
        this.outputs = outputs;
    }

    static LinearNetwork initialize(int inputs, int outputs, long seed) {
        return new LinearNetwork(inputs, outputs, Weights.initialize(signature(inputs, outputs), seed));
    }

    static Signature signature(int inputs, int outputs) {
        int weights = inputs * outputs;
        return new Signature(
                "Linear",
                List.of(new TensorInfo("x", inputs)),
                List.of(new TensorInfo("y", outputs)),
                List.of(
                        new Parameter("dense1.weight", new int[] {outputs, inputs}, 0, new Initializer.Normal(0.5f)),
                        new Parameter("dense1.bias", new int[] {outputs}, weights, new Initializer.Constant(0.25f))),
                weights + outputs);
    }

    @Override
    public Signature signature() {
        return signature(inputs, outputs);
    }

    @Override
    protected Program inference(Target target) {
        return new Pass();
    }

    @Override
    protected TrainingProgram training(Target target) {
        return new Pass();
    }

    private final class Pass extends TrainingProgram {
        private final int outputPlace = BLOCK * inputs;
        private final int targetPlace = outputPlace + BLOCK * outputs;
        private final int weightPlace = targetPlace + BLOCK * outputs;
        private final int lossPlace = weightPlace + BLOCK;

        @Override
        public Plan plan() {
            return new Plan(
                    BLOCK, 0, lossPlace + BLOCK, new int[] {0}, new int[] {outputPlace}, new int[0], new int[0], 0, 0);
        }

        @Override
        public TrainingPlan trainingPlan() {
            return new TrainingPlan(
                    targetPlace, weightPlace, lossPlace, PIECES, PhasePlan.single(inputs * outputs + outputs),
                    OptimizerPlan.plain(new String[] {"lr", "momentum"}, new double[] {0.1, 0}, 1));
        }

        @Override
        public void run(Frame frame, int phase) {
            for (int s = 0; s < BLOCK; s++) {
                forward(frame.parameters, frame.io, s);
                if (frame.gradients != null) backward(frame, s);
            }
        }

        private void forward(float[] p, float[] io, int s) {
            for (int o = 0; o < outputs; o++) {
                float sum = p[inputs * outputs + o];
                for (int i = 0; i < inputs; i++) sum += p[o * inputs + i] * io[s * inputs + i];
                io[outputPlace + s * outputs + o] = sum;
            }
        }

        private void backward(Frame frame, int s) {
            float[] io = frame.io;
            float loss = 0;
            for (int o = 0; o < outputs; o++) {
                float error = io[outputPlace + s * outputs + o] - io[targetPlace + s * outputs + o];
                loss += error * error / outputs;
                float slope = io[weightPlace + s] * 2 * error / outputs;
                frame.gradients[inputs * outputs + o] += slope;
                for (int i = 0; i < inputs; i++) frame.gradients[o * inputs + i] += slope * io[s * inputs + i];
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
