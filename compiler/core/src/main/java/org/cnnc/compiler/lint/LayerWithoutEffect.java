package org.cnnc.compiler.lint;

import java.util.Optional;
import java.util.Set;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.graph.GraphNode;

/** A layer whose result is its input: a rectifier behind what is never negative, a flatten of what is flat. */
final class LayerWithoutEffect implements LayerRule {
    private static final Set<String> RECTIFIERS = Set.of("relu", "leaky_relu", "prelu");
    private static final Set<String> NEVER_NEGATIVE =
            Set.of("relu", "relu6", "sigmoid", "hard_sigmoid", "softmax", "softplus");

    /** Layers whose result is not negative where their input is not. */
    private static final Set<String> KEEP_SIGN = Set.of(
            "maxpool", "avgpool", "global_avgpool", "global_maxpool", "adaptive_avgpool", "flatten", "dropout");

    @Override
    public Optional<Diagnostic> judge(Network network, GraphNode node) {
        if (node.layer().name().equals("flatten") && network.inputsOf(node).getFirst().rank() == 1) {
            return Optional.of(told(node, "its input is flat already"));
        }
        if (!RECTIFIERS.contains(node.layer().name())) return Optional.empty();
        return network.producerThrough(node.inputs().getFirst(), KEEP_SIGN)
                .filter(before -> NEVER_NEGATIVE.contains(before.layer().name()))
                .map(before -> told(network, node, before));
    }

    private static Diagnostic told(Network network, GraphNode node, GraphNode source) {
        Diagnostic diagnostic = told(node, "its input is never negative, so that `" + node.layer().name() + "` changes nothing");
        return diagnostic.related(OwnStatement.span(network, source), "`" + source.layer().name() + "` gives nothing below 0");
    }

    private static Diagnostic told(GraphNode node, String message) {
        return Diagnostic.warning(Code.CNN7007, node.statement(), message).fix(Removal.statement(node.statement(), "remove it"));
    }
}
