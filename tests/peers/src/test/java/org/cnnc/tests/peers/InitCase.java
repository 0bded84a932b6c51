package org.cnnc.tests.peers;

import java.util.List;
import java.util.Random;
import org.cnnc.runtime.CounterRandom;
import org.cnnc.runtime.Parameter;
import org.cnnc.tests.differential.Example;

/**
 * A layer with an initialiser.
 *
 * @param fan as {@code he_normal} takes it
 * @param gain given, in place of the activation's own; 0 where it is not
 * @param spread of the distributions that say theirs: a deviation, or half the distance of two bounds
 * @param parameter the weight
 */
record InitCase(String text, String activation, String fan, double gain, double spread, Parameter parameter) {
    /** Some thousands of weights each: grouped, transposed and depthwise, of every number of axes. */
    private static final List<String> LAYERS = List.of(
            "200: dense 150", "24 x 8 x 8: conv 48, 5x5", "32 x 8 x 8: conv 64, 3x3, groups=4",
            "32 x 9 x 9: depthwise 5x5, multiplier=8", "24 x 4 x 4: conv_transpose 48, 4x4",
            "32 x 4 x 4: conv_transpose 64, 3x3, groups=4", "40 x 12: conv 96, 7", "16 x 4 x 4 x 4: conv 16, 3x3x3");

    /** Those that PyTorch's {@code calculate_gain} knows here. */
    private static final List<String> ACTIVATIONS = List.of("", "relu", "leaky_relu 0.2", "tanh", "sigmoid");

    static InitCase draw(String initialiser, Random random) {
        String[] layer = one(LAYERS, random).split(": ");
        String activation = one(ACTIVATIONS, random);
        String fan = one(List.of("in", "out", "avg"), random);
        double gain = random.nextInt(3) == 0 ? 0.5 + random.nextInt(8) / 4.0 : 0;
        double spread = (1 + random.nextInt(16)) / 8.0;
        String arguments = switch (initialiser) {
            case "he_normal", "he_uniform" -> "(fan = " + fan + (gain > 0 ? ", gain = " + gain : "") + ")";
            case "xavier_normal", "xavier_uniform", "orthogonal" -> gain > 0 ? "(gain = " + gain + ")" : "";
            case "normal", "truncated_normal", "constant" -> "(" + spread + ")";
            case "uniform" -> "(" + -spread + ", " + spread + ")";
            default -> "";
        };
        String text = "model M {\n    input image: " + layer[0] + "\n    L: " + layer[1] + ", init = " + initialiser + arguments + "\n"
                + (activation.isEmpty() ? "" : "    " + activation + "\n") + "}\n";
        Parameter weight = new Example(text, 1, 0).graph().orElseThrow(() -> new AssertionError("errors in\n" + text))
                .parameters().getFirst();
        return new InitCase(text, activation, fan, gain, spread, weight);
    }

    private static String one(List<String> values, Random random) {
        return values.get(random.nextInt(values.size()));
    }

    /** The weight as this project draws it. */
    double[] weights(long seed) {
        float[] weights = new float[parameter.size()];
        parameter.initializer().fill(weights, 0, parameter.shape(), CounterRandom.derive(seed, 0));
        double[] wide = new double[weights.length];
        for (int i = 0; i < wide.length; i++) wide[i] = weights[i];
        return wide;
    }
}
