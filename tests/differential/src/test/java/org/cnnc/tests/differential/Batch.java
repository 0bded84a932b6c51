package org.cnnc.tests.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.op.Value;
import org.cnnc.runtime.Parameter;
import org.cnnc.runtime.Signature;
import org.cnnc.runtime.TensorInfo;

/**
 * Inputs, targets and parameters as the compiled network takes them.
 *
 * @param inputs sample-major, the inputs of a sample one behind the other
 * @param targets sample-major, of the first output's size
 * @param parameters the flat array of a {@link Signature}; scales and variances of normalisations are 0.5 to 1.5
 */
record Batch(int samples, float[] inputs, float[] targets, float[] parameters) {
    /**
     * Uniform numbers, of a size that keeps activations around 1.
     *
     * @param coarse multiples of 1/8, and for parameters of 1/64: sums of products are then exact in float
     *     arithmetic, so that poolings and activations meet true ties and true zeros
     */
    static Batch draw(Signature signature, int samples, long seed, boolean coarse) {
        Random random = new Random(seed);
        int inputSize = signature.inputs().stream().mapToInt(TensorInfo::size).sum();
        float[] inputs = new float[samples * inputSize];
        for (int i = 0; i < inputs.length; i++) inputs[i] = coarse ? (random.nextInt(33) - 16) / 8f : 4 * random.nextFloat() - 2;
        int targetSize = signature.outputs().getFirst().size();
        float[] targets = new float[samples * targetSize];
        for (int s = 0; s < samples; s++) drawTarget(targets, s * targetSize, targetSize, random);
        float[] parameters = new float[signature.parameterFloats()];
        for (Parameter parameter : signature.parameters()) {
            int[] shape = parameter.shape();
            boolean scale = shape.length == 1 && parameter.name().endsWith(".weight");
            if (scale || parameter.name().endsWith(".running_var")) {
                for (int i = 0; i < parameter.size(); i++) parameters[parameter.offset() + i] = (4 + random.nextInt(9)) / 8f;
                continue;
            }
            int fanIn = shape.length == 1 ? 1 : parameter.size() / shape[0];
            float reach = (float) (1 / Math.sqrt(fanIn));
            int steps = Math.max(1, (int) (64 * reach));
            for (int i = 0; i < parameter.size(); i++) {
                parameters[parameter.offset() + i] = coarse
                        ? (random.nextInt(2 * steps + 1) - steps) / 64f
                        : reach * (2 * random.nextFloat() - 1);
            }
        }
        return new Batch(samples, inputs, targets, parameters);
    }

    /** Probabilities: they add up to 1, as cross entropy expects. */
    private static void drawTarget(float[] targets, int from, int size, Random random) {
        float sum = 0;
        for (int i = from; i < from + size; i++) {
            targets[i] = random.nextInt(1, 9);
            sum += targets[i];
        }
        for (int i = from; i < from + size; i++) targets[i] /= sum;
    }

    /** Where each input starts in a sample, and the sample's size at the end. */
    static List<Integer> inputStarts(TypedGraph graph) {
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (Value input : graph.inputs()) {
            starts.add(starts.getLast() + Math.toIntExact(input.type().shape().elements()));
        }
        return starts;
    }
}
