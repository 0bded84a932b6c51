package org.cnnc.compiler.shape;

import java.util.HashMap;
import java.util.Map;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.graph.Graph;
import org.cnnc.compiler.graph.GraphNode;
import org.cnnc.compiler.op.Activation;
import org.cnnc.compiler.op.DropConnect;
import org.cnnc.compiler.op.Foldable;

/** Holds that each dropconnect has a layer before it whose weights it drops, and is the only one behind it. */
final class DropConnectCheck {
    private final Map<Integer, GraphNode> producers = new HashMap<>();
    private final Map<Integer, GraphNode> droppedBy = new HashMap<>();
    private final Diagnostics diagnostics;

    private DropConnectCheck(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    static void check(Graph graph, Diagnostics diagnostics) {
        DropConnectCheck check = new DropConnectCheck(diagnostics);
        for (GraphNode node : graph.nodes()) {
            check.producers.put(node.id(), node);
            if (node.layer() instanceof DropConnect) check.check(node);
        }
    }

    private void check(GraphNode node) {
        GraphNode before = producers.get(node.inputs().getFirst());
        while (before != null && before.layer() instanceof Activation) before = producers.get(before.inputs().getFirst());
        if (before == null || !(before.layer() instanceof Foldable)) {
            Diagnostic diagnostic = Diagnostic.error(Code.CNN2082, node.span(), "no convolution or dense layer stands before it")
                    .note("`dropconnect` drops weights of the layer above it, past that layer's activation")
                    .advice("`dropout` drops elements of any tensor");
            report(node, before == null ? diagnostic : diagnostic.related(before.span(), "this is none"));
            return;
        }
        GraphNode other = droppedBy.putIfAbsent(before.id(), node);
        if (other == null) return;
        report(node, Diagnostic.error(Code.CNN2082, node.span(), "the weights of `" + before.path() + "` are dropped already")
                .related(other.span(), "here"));
    }

    private void report(GraphNode node, Diagnostic diagnostic) {
        diagnostics.add(node.use().map(use -> diagnostic.related(use, "in this use")).orElse(diagnostic));
    }
}
