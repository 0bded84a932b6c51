package org.cnnc.compiler.lint;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.graph.GraphNode;
import org.cnnc.compiler.graph.TrainSpec;

/**
 * Probabilities that are taken for logits: by a softmax behind a softmax or a sigmoid, or by a loss that takes the
 * softmax itself. Cross entropy takes a softmax at the network's end as its own, but no other one.
 */
final class DoubleSoftmax implements Rule {
    private static final Set<String> PROBABILITIES = Set.of("softmax", "log_softmax", "sigmoid", "hard_sigmoid");
    private static final Set<String> OWN = Set.of("softmax", "log_softmax");
    private static final Set<String> KEEP_VALUES = Set.of("flatten", "dropout", "reshape");
    private static final String CROSS_ENTROPY = "cross_entropy";

    @Override
    public void check(Subject subject, Consumer<Diagnostic> warn) {
        for (Network network : subject.networks()) {
            for (GraphNode node : network.nodes()) {
                if (!OWN.contains(node.layer().name())) continue;
                squashed(network, node.inputs().getFirst()).ifPresent(before -> warn.accept(
                        told(network, before, "`" + node.layer().name() + "` behind it takes its input for logits")
                                .related(OwnStatement.span(network, node), "here")));
            }
            Optional<TrainSpec> training = network.graph().training();
            if (training.isEmpty() || !training.get().loss().kind().name().equals(CROSS_ENTROPY)) continue;
            int output = network.graph().outputs().firstEntry().getValue();
            Optional<GraphNode> last = network.producer(output);
            if (last.filter(node -> node.layer().name().equals("softmax")).isPresent()) continue;
            squashed(network, output).ifPresent(before -> warn.accept(told(network, before, "`cross_entropy` takes the softmax itself, of logits")));
        }
    }

    /** The layer that makes probabilities of a tensor, looked for through layers that keep values. */
    private static Optional<GraphNode> squashed(Network network, int tensor) {
        return network.producerThrough(tensor, KEEP_VALUES).filter(node -> PROBABILITIES.contains(node.layer().name()));
    }

    private static Diagnostic told(Network network, GraphNode node, String message) {
        // exp(log p) sums to 1 already, so that only time is lost.
        String note = node.layer().name().equals("log_softmax")
                ? "a softmax of logarithms of probabilities gives these probabilities again: one of the two is enough"
                : "of probabilities, which lie between 0 and 1, a softmax makes nearly even ones: training stalls";
        return Diagnostic.warning(Code.CNN7008, OwnStatement.span(network, node), message)
                .note(note)
                .fix(OwnStatement.remove(network, node, "remove `" + node.layer().name() + "`"));
    }
}
