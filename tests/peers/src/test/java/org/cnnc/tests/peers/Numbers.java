package org.cnnc.tests.peers;

import java.util.Random;
import org.cnnc.runtime.Parameter;
import org.cnnc.runtime.Signature;

/**
 * What both networks compute with.
 *
 * @param inputs sample-major, the inputs of a sample one behind the other
 * @param targets sample-major, of the first output's size
 * @param parameters the flat array of a {@link Signature}
 */
record Numbers(int samples, float[] inputs, float[] targets, float[] parameters) {
    private static final float[] REACHES = {1, 3, 8};

    /**
     * Numbers for a layer behind {@code dense} layers without bias that take one-hot inputs: sample n's input of the
     * layer is column n of their weight, to the bit, and so is its gradient. Such layers' names start with {@code X}.
     * Weights keep activations around 1; factors and variances of normalisations are 0.5 to 1.5.
     */
    static Numbers oneHot(Signature signature, int samples, Random random) {
        float[] inputs = new float[samples * signature.inputs().size() * samples];
        for (int s = 0; s < samples; s++) {
            for (int i = 0; i < signature.inputs().size(); i++) inputs[(s * signature.inputs().size() + i) * samples + s] = 1;
        }
        float[] targets = new float[samples * signature.outputs().getFirst().size()];
        for (int i = 0; i < targets.length; i++) targets[i] = uniform(random, 1);
        float[] parameters = new float[signature.parameterFloats()];
        float reachOfInputs = REACHES[random.nextInt(REACHES.length)];
        for (Parameter parameter : signature.parameters()) {
            boolean positive = parameter.name().endsWith(".running_var")
                    || parameter.shape().length == 1 && parameter.name().endsWith(".weight");
            int fanIn = parameter.shape().length == 1 ? 1 : parameter.size() / parameter.shape()[0];
            float reach = parameter.name().startsWith("X") ? reachOfInputs : (float) (1 / Math.sqrt(fanIn));
            for (int i = 0; i < parameter.size(); i++) {
                parameters[parameter.offset() + i] = positive ? 0.5f + random.nextFloat() : uniform(random, reach);
            }
        }
        return new Numbers(samples, inputs, targets, parameters);
    }

    private static float uniform(Random random, float reach) {
        return reach * (2 * random.nextFloat() - 1);
    }

    /** Of each sample's inputs, some that stand side by side. */
    float[] columns(int from, int size, int sampleSize) {
        float[] columns = new float[samples * size];
        for (int s = 0; s < samples; s++) System.arraycopy(inputs, s * sampleSize + from, columns, s * size, size);
        return columns;
    }
}
