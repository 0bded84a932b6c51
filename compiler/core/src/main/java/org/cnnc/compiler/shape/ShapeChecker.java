package org.cnnc.compiler.shape;

import java.util.Optional;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.graph.Expectation;
import org.cnnc.compiler.graph.Graph;
import org.cnnc.compiler.tensor.Shape;

/** Graph to typed graph: infers shapes, chooses initialisers, lays out parameters, checks what the file claims. */
public final class ShapeChecker {
    private ShapeChecker() {}

    /** @return empty when the model has an error, here or from expansion */
    public static Optional<CheckedModel> check(Graph graph, Diagnostics diagnostics) {
        int before = diagnostics.errors();
        InferredShapes shapes = new InferredShapes(graph, diagnostics);
        shapes.infer();
        if (!graph.complete() || diagnostics.errors() > before) return Optional.empty();
        Optional<CheckedModel> model = new TypedGraphBuilder(graph, shapes, diagnostics).build();
        if (model.isEmpty()) return model;
        Shape output = shapes.of(graph.outputs().firstEntry().getValue()).orElseThrow();
        ExpectationChecker checker = new ExpectationChecker(model.get(), output, diagnostics);
        for (Expectation expectation : graph.expectations()) checker.check(expectation);
        return diagnostics.errors() > before ? Optional.empty() : model;
    }
}
