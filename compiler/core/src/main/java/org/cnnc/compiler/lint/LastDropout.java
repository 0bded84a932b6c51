package org.cnnc.compiler.lint;

import java.util.Optional;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.graph.GraphNode;
import org.cnnc.compiler.op.Dropout;

/** Dropout behind the last layer with parameters: it only adds noise to the result. */
final class LastDropout implements LayerRule {
    @Override
    public Optional<Diagnostic> judge(Network network, GraphNode node) {
        boolean disturbs = network.isTrained() && node.layer() instanceof Dropout && !network.parametersFollow(node);
        if (!disturbs) return Optional.empty();
        return Optional.of(Diagnostic.warning(Code.CNN7010, node.statement(), "no layer with parameters follows, so that this only disturbs the result")
                .note("dropout belongs before a layer that learns to do without what is dropped")
                .fix(Removal.statement(node.statement(), "remove it")));
    }
}
