package org.cnnc.compiler.lint;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.graph.GraphNode;
import org.cnnc.compiler.loss.CrossEntropy;
import org.cnnc.compiler.loss.Loss;

/**
 * Probabilities that are taken for logits: by a softmax behind a softmax or a sigmoid, or by a loss of scores. Cross entropy
 * takes a softmax at the network's end as its own, binary cross entropy a sigmoid, but no other one.
 */
final class DoubleSoftmax implements Rule {
    private static final Set<String> PROBABILITIES = Set.of("softmax", "log_softmax", "sigmoid", "hard_sigmoid");
    private static final Set<String> OWN = Set.of("softmax", "log_softmax");
    private static final Set<String> KEEP_VALUES = Set.of("flatten", "dropout", "reshape");

    @Override
    public void check(Subject subject, Consumer<Diagnostic> warn) {
        for (Network network : subject.networks()) {
            for (GraphNode node : network.nodes()) {
                if (!OWN.contains(node.layer().name())) continue;
                squashed(network, node.inputs().getFirst()).ifPresent(before -> warn.accept(
                        told(network, before, "`" + node.layer().name() + "` behind it takes its input for logits")
                                .related(OwnStatement.span(network, node), "here")));
            }
            network.graph().training().ifPresent(training -> checkLoss(network, training.loss(), warn));
        }
    }

    private static void checkLoss(Network network, Loss loss, Consumer<Diagnostic> warn) {
        if (loss.takesScores().isEmpty()) return;
        int output = network.graph().outputs().firstEntry().getValue();
        if (network.producer(output).filter(node -> loss.takesIn(node.layer())).isPresent()) return;
        Optional<GraphNode> squashing = squashed(network, output).filter(node -> loss instanceof CrossEntropy || !isLogarithm(node));
        squashing.ifPresent(before ->
                warn.accept(told(network, before, "`" + loss.name() + "` " + loss.takesScores().get())));
    }

    /** The layer that makes probabilities of a tensor, looked for through layers that keep values. */
    private static Optional<GraphNode> squashed(Network network, int tensor) {
        return network.producerThrough(tensor, KEEP_VALUES).filter(node -> PROBABILITIES.contains(node.layer().name()));
    }

    private static boolean isLogarithm(GraphNode node) {
        return node.layer().name().equals("log_softmax");
    }

    private static Diagnostic told(Network network, GraphNode node, String message) {
        // exp(log p) sums to 1 already, so that only time is lost.
        String note = isLogarithm(node)
                ? "a softmax of logarithms of probabilities gives these probabilities again: one of the two is enough"
                : "probabilities lie between 0 and 1, so that taken for scores they are all nearly even: training stalls";
        return Diagnostic.warning(Code.CNN7008, OwnStatement.span(network, node), message)
                .note(note)
                .fix(OwnStatement.remove(network, node, "remove `" + node.layer().name() + "`"));
    }
}
