package org.cnnc.compiler.shape;

import java.util.Optional;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.graph.Graph;

/** Graph to typed graph: infers shapes, chooses initialisers, lays out parameters. */
public final class ShapeChecker {
    private ShapeChecker() {}

    /**
     * @return empty when a tensor has no shape, be it for an error here or from expansion; false assertions are errors,
     *     and yet leave the shapes as they are
     */
    public static Optional<CheckedModel> check(Graph graph, Diagnostics diagnostics) {
        InferredShapes shapes = new InferredShapes(graph, diagnostics);
        shapes.infer();
        if (!graph.complete() || !shapes.areAllKnown()) return Optional.empty();
        int before = diagnostics.errors();
        BatchCheck.check(graph, shapes, diagnostics);
        DropConnectCheck.check(graph, diagnostics);
        AugmentationCheck.check(graph, shapes, diagnostics);
        LossCheck.check(graph, shapes, diagnostics);
        if (diagnostics.errors() > before) return Optional.empty();
        return new TypedGraphBuilder(graph, shapes, diagnostics).build();
    }
}
