package org.cnnc.compiler.shape;

import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.graph.Graph;
import org.cnnc.compiler.graph.GraphNode;
import org.cnnc.compiler.op.BatchNorm;
import org.cnnc.compiler.tensor.Shape;

/** Refuses to train by batches of one sample where that leaves a batch normalisation one number a channel. */
final class BatchCheck {
    private BatchCheck() {}

    /** Reports the first such layer: the batch is to blame for all of them. */
    static void check(Graph graph, InferredShapes shapes, Diagnostics diagnostics) {
        if (graph.training().isEmpty() || graph.training().get().batch() > 1) return;
        graph.nodes().stream()
                .filter(node -> node.layer() instanceof BatchNorm && single(shapes.of(node.id()).orElseThrow()))
                .findFirst()
                .ifPresent(node -> diagnostics.add(diagnostic(node, shapes.of(node.id()).orElseThrow())));
    }

    private static boolean single(Shape shape) {
        return shape.elements() == shape.channels();
    }

    private static Diagnostic diagnostic(GraphNode node, Shape shape) {
        Diagnostic diagnostic = Diagnostic.error(
                        Code.CNN4020, node.span(), "with `batch 1` each channel of " + shape + " is one number, which has no variance")
                .note("numbers a channel = batch * positions = 1 * 1; training normalises by their mean and variance")
                .advice("a `batch` of 2 or more has a variance");
        return node.use().map(use -> diagnostic.related(use, "in this use")).orElse(diagnostic);
    }
}
