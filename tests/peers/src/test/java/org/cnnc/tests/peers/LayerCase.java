package org.cnnc.tests.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.op.LayerKind;
import org.cnnc.tests.differential.Example;
import org.cnnc.tests.differential.RandomLayer;

/** A random configuration of a layer, behind layers that give it any input: see {@link Numbers#oneHot}. */
record LayerCase(RandomLayer.Use use, String text, TypedGraph graph, int samples) {
    private static final int[] BATCHES = {1, 2, 5, 15, 16, 17, 37};
    private static final int ATTEMPTS = 10_000;

    static LayerCase draw(LayerKind kind, RandomLayer layers, Random random) {
        return draw(kind, layers, random, "");
    }

    /** With a layer behind it. */
    static LayerCase draw(LayerKind kind, RandomLayer layers, Random random, String behind) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int samples = BATCHES[random.nextInt(BATCHES.length)];
            RandomLayer.Use use = layers.use();
            Example example = new Example(text(use, samples, behind), samples, 0);
            Optional<TypedGraph> graph = example.graph();
            if (graph.isPresent() && example.trains()) return new LayerCase(use, example.text(), graph.get(), samples);
        }
        throw new AssertionError("no use of " + kind + " without errors among " + ATTEMPTS);
    }

    String statement() {
        return use.statement();
    }

    /** Axes of the layer's first input. */
    int rank() {
        return use.shapes().getFirst().split(" x ").length;
    }

    private static String text(RandomLayer.Use use, int samples, String behind) {
        List<String> lines = new ArrayList<>();
        lines.add("model M {");
        for (int i = 0; i < use.shapes().size(); i++) lines.add("    input x" + i + ": " + samples);
        for (int i = use.shapes().size() - 1; i >= 0; i--) {
            String shape = use.shapes().get(i);
            long elements = List.of(shape.split(" x ")).stream().mapToLong(Long::parseLong).reduce(1, Math::multiplyExact);
            lines.add("    X" + i + ": dense " + elements + ", bias=false from x" + i);
            lines.add("    P" + i + ": reshape " + shape.replace(" ", ""));
        }
        lines.add("    " + use.statement());
        if (!behind.isEmpty()) lines.add("    " + behind);
        lines.add("}");
        lines.add("train M {");
        lines.add("    loss mse");
        lines.add("    " + Compiled.OPTIMIZER);
        lines.add("}");
        return String.join("\n", lines) + "\n";
    }
}
