package org.cnnc.compiler.lint;

import java.util.Optional;
import org.cnnc.compiler.diagnostics.Fix;
import org.cnnc.compiler.graph.GraphNode;
import org.cnnc.compiler.op.Activation;
import org.cnnc.compiler.source.Span;

/** Where an activation stands: in a statement of its own, or as the {@code act} of another layer. */
final class OwnStatement {
    private OwnStatement() {}

    /** The activation itself, as it is written. */
    static Span span(Network network, GraphNode node) {
        return act(network, node).orElse(node.statement());
    }

    /** Takes it out. */
    static Fix remove(Network network, GraphNode node, String text) {
        return act(network, node).map(span -> Removal.argument(span, text)).orElseGet(() -> Removal.statement(node.statement(), text));
    }

    private static Optional<Span> act(Network network, GraphNode node) {
        if (!(node.layer() instanceof Activation)) return Optional.empty();
        return network.producer(node.inputs().getFirst())
                .filter(layer -> layer.layer().activation().isPresent() && layer.statement().equals(node.statement()))
                .map(layer -> layer.arguments().get("act"));
    }
}
