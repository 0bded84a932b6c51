package org.cnnc.compiler.lint;

import java.util.Optional;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Fix;
import org.cnnc.compiler.graph.GraphNode;
import org.cnnc.compiler.graph.RemedyEdits;
import org.cnnc.compiler.op.Window;
import org.cnnc.compiler.source.Span;
import org.cnnc.compiler.tensor.Shape;

/**
 * A window that steps further than it reaches, so that cells between its positions are never read. Kernels of one
 * cell are left alone: a strided 1x1 convolution is how shortcuts are made narrower.
 */
final class SkippedInput implements LayerRule {
    @Override
    public Optional<Diagnostic> judge(Network network, GraphNode node) {
        return node.layer().window(network.inputsOf(node).getFirst()).flatMap(window -> judge(node, window, network.shape(node.id())));
    }

    private static Optional<Diagnostic> judge(GraphNode node, Window window, Shape output) {
        for (int axis = 0; axis < window.kernel().length; axis++) {
            long reach = (long) window.dilation()[axis] * (window.kernel()[axis] - 1) + 1;
            int stride = window.stride()[axis];
            boolean moves = output.spatialRank() > axis && output.spatial()[axis] > 1;
            if (window.kernel()[axis] == 1 || stride <= reach || !moves) continue;
            Span span = node.arguments().getOrDefault("stride", node.span());
            return Optional.of(Diagnostic.warning(Code.CNN7009, span, "stride " + stride + " > " + reach + ", the window's reach")
                    .at(node.span())
                    .note("between two positions " + (stride - reach) + " of " + stride + " cells are never read")
                    .fix(new Fix("`stride=" + reach + "` reads them all", RemedyEdits.argument("stride", Long.toString(reach), node.span(), node.arguments()))));
        }
        return Optional.empty();
    }
}
