package org.cnnc.compiler.shape;

import java.util.Optional;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.graph.Graph;
import org.cnnc.compiler.graph.GraphNode;
import org.cnnc.compiler.graph.TrainSpec;
import org.cnnc.compiler.op.ShapeException;
import org.cnnc.compiler.tensor.Shape;

/** Refuses a loss that tells nothing of outputs of their shape. */
final class LossCheck {
    private LossCheck() {}

    static void check(Graph graph, InferredShapes shapes, Diagnostics diagnostics) {
        if (graph.training().isEmpty() || graph.training().get().lossAt().isEmpty()) return;
        TrainSpec training = graph.training().get();
        int output = graph.outputs().firstEntry().getValue();
        Shape shape = shapes.of(output).orElseThrow();
        try {
            training.loss().checkPrediction(shape);
        } catch (ShapeException misfit) {
            Diagnostic diagnostic = Diagnostic.error(misfit.code(), training.lossAt().get(), misfit.getMessage());
            for (String note : misfit.notes()) diagnostic = diagnostic.note(note);
            Optional<GraphNode> last = graph.nodes().stream().filter(node -> node.id() == output).findFirst();
            diagnostics.add(last.isPresent() ? diagnostic.related(last.get().span(), "this gives " + shape) : diagnostic);
        }
    }
}
