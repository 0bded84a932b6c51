package org.cnnc.compiler.lint;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.graph.GraphNode;
import org.cnnc.compiler.source.Span;

/**
 * A rule of single layers. A statement that a block or a {@code repeat} brings in several times is warned of only
 * where the rule applies to it each time: else it is needed for the other times.
 */
interface LayerRule extends Rule {
    /** A layer of the file, however often it is brought in. */
    record Written(Span span, String kind) {}

    /** The warning of one layer; empty where nothing is to be said. */
    Optional<Diagnostic> judge(Network network, GraphNode node);

    @Override
    default void check(Subject subject, Consumer<Diagnostic> warn) {
        Map<Written, Optional<Diagnostic>> verdicts = new LinkedHashMap<>();
        for (Network network : subject.networks()) {
            for (GraphNode node : network.nodes()) {
                Written written = new Written(node.span(), node.layer().name());
                Optional<Diagnostic> earlier = verdicts.get(written);
                if (earlier == null) verdicts.put(written, judge(network, node));
                else if (earlier.isPresent() && judge(network, node).isEmpty()) verdicts.put(written, Optional.empty());
            }
        }
        verdicts.values().forEach(verdict -> verdict.ifPresent(warn));
    }
}
