package org.cnnc.compiler.shape;

import java.util.Optional;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.graph.Graph;

/** Graph to typed graph: infers shapes, chooses initialisers, lays out parameters. */
public final class ShapeChecker {
    private ShapeChecker() {}

    /** @return empty when the model has an error, here or from expansion */
    public static Optional<CheckedModel> check(Graph graph, Diagnostics diagnostics) {
        int before = diagnostics.errors();
        InferredShapes shapes = new InferredShapes(graph, diagnostics);
        shapes.infer();
        if (!graph.complete() || diagnostics.errors() > before) return Optional.empty();
        BatchCheck.check(graph, shapes, diagnostics);
        if (diagnostics.errors() > before) return Optional.empty();
        return new TypedGraphBuilder(graph, shapes, diagnostics).build();
    }
}
