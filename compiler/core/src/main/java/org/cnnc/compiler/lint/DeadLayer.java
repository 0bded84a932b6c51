package org.cnnc.compiler.lint;

import java.util.Optional;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.graph.GraphNode;

/** A layer on which no output depends. Of a chain of them the last one is told, which nothing reads. */
final class DeadLayer implements LayerRule {
    @Override
    public Optional<Diagnostic> judge(Network network, GraphNode node) {
        if (network.isAlive(node) || !network.readers(node).isEmpty()) return Optional.empty();
        // The activation of a layer is told as that layer.
        GraphNode told = network.producer(node.inputs().getFirst()).filter(layer -> layer.statement().equals(node.statement())).orElse(node);
        return Optional.of(Diagnostic.warning(Code.CNN7006, told.statement(), "nothing reads `" + told.path() + "`, and it is no output")
                .note("an output is the last tensor, or what `output` names; `from` and joins read others")
                .fix(Removal.statement(told.statement(), "remove it")));
    }
}
