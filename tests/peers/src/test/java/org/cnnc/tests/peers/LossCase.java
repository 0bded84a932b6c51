package org.cnnc.tests.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.loss.LossKind;
import org.cnnc.compiler.op.Argument;
import org.cnnc.runtime.Signature;
import org.cnnc.tests.differential.Example;

/** A loss with random arguments of a prediction of some shape, which any numbers are given to: see {@link Numbers#oneHot}. */
record LossCase(LossKind kind, String text, TypedGraph graph, int samples) {
    private static final int[] BATCHES = {1, 2, 7, 16, 17, 37};
    private static final int[] EXTENTS = {1, 2, 3, 5, 8};
    private static final int[] CHANNELS = {2, 3, 5, 10, 17, 33};

    /** Losses that tell two classes by one score. */
    private static final Set<String> OF_ONE_SCORE = Set.of("hinge", "perceptron");

    /** @param index of the case: its remainder by 4 is the number of axes less 1 */
    static LossCase draw(LossKind kind, int index, Random random) {
        int samples = BATCHES[random.nextInt(BATCHES.length)];
        boolean oneScore = OF_ONE_SCORE.contains(kind.name()) && random.nextInt(3) == 0;
        int channels = oneScore ? 1 : CHANNELS[random.nextInt(CHANNELS.length)];
        StringBuilder shape = new StringBuilder().append(channels);
        int elements = channels;
        for (int axis = 0; axis < index % 4; axis++) {
            int extent = EXTENTS[random.nextInt(EXTENTS.length)];
            shape.append('x').append(extent);
            elements *= extent;
        }
        List<String> arguments = new ArrayList<>();
        for (Argument argument : kind.schema().arguments()) {
            if (random.nextInt(3) > 0) arguments.add(argument.name() + " = " + value(argument, channels, random));
        }
        String given = arguments.isEmpty() ? "" : "(" + String.join(", ", arguments) + ")";
        String text = "model M {\n    input x0: " + samples + "\n    X0: dense " + elements + ", bias=false from x0\n    P0: reshape "
                + shape + "\n}\ntrain M {\n    loss " + kind.name() + given + "\n    " + Compiled.OPTIMIZER + "\n}\n";
        TypedGraph graph = new Example(text, samples, 0).graph().orElseThrow(() -> new AssertionError("errors in\n" + text));
        return new LossCase(kind, text, graph, samples);
    }

    private static String value(Argument argument, int channels, Random random) {
        return switch (argument.name()) {
            case "label_smoothing" -> "0." + (1 + random.nextInt(9));
            case "delta" -> "0." + (1 + random.nextInt(9));
            case "weights" -> IntStream.range(0, channels)
                    .mapToObj(c -> Double.toString((1 + random.nextInt(8)) / 4.0))
                    .collect(Collectors.joining(", ", "(", ")"));
            default -> throw new AssertionError("no values are named for " + argument.name());
        };
    }

    /** Predictions of both signs; targets that the loss takes. */
    Numbers numbers(Signature signature, Random random) {
        Numbers numbers = Numbers.oneHot(signature, samples, random);
        float[] targets = numbers.targets();
        int size = targets.length / samples;
        int channels = signature.outputs().getFirst().shape()[0];
        switch (kind.name()) {
            case "mse", "l1", "huber" -> {}
            case "binary_cross_entropy" -> {
                for (int i = 0; i < targets.length; i++) targets[i] = random.nextBoolean() ? random.nextInt(2) : random.nextFloat();
            }
            case "cross_entropy", "hinge", "perceptron" -> {
                boolean classes = !kind.name().equals("cross_entropy") || text.contains("weights") || random.nextBoolean();
                int pitch = size / channels;
                for (int s = 0; s < samples; s++) {
                    for (int p = 0; p < pitch; p++) {
                        if (channels == 1) targets[s * size + p] = random.nextInt(2);
                        else distribution(targets, s * size + p, channels, pitch, classes, random);
                    }
                }
            }
            default -> throw new AssertionError("no targets are named for " + kind);
        }
        return numbers;
    }

    /** Probabilities over the channels at a position, or one of the classes. */
    private static void distribution(float[] targets, int from, int channels, int pitch, boolean oneClass, Random random) {
        int chosen = random.nextInt(channels);
        float sum = 0;
        for (int c = 0; c < channels; c++) {
            float share = oneClass ? (c == chosen ? 1 : 0) : 1 + random.nextInt(16);
            targets[from + c * pitch] = share;
            sum += share;
        }
        for (int c = 0; c < channels; c++) targets[from + c * pitch] /= sum;
    }
}
