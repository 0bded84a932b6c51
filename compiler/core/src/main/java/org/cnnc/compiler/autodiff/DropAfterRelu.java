package org.cnnc.compiler.autodiff;

import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.graph.Node;
import org.cnnc.compiler.op.DroppedReluGradient;
import org.cnnc.compiler.op.DropoutMask;
import org.cnnc.compiler.op.Mul;
import org.cnnc.compiler.op.Relu;
import org.cnnc.compiler.op.ReluGradient;
import org.cnnc.compiler.op.Value;

/**
 * Takes the gradient of a dropout and of the relu before it from the dropout's result: it is above 0 just where the relu
 * let something through and the mask kept it. So neither the mask nor the relu's result is kept for the backward pass.
 */
final class DropAfterRelu {
    private final Rewrite rewrite;

    private DropAfterRelu(TrainingGraph graph) {
        this.rewrite = new Rewrite(graph);
    }

    static TrainingGraph apply(TrainingGraph graph) {
        DropAfterRelu pass = new DropAfterRelu(graph);
        for (Node node : graph.nodes()) {
            if (node.op() instanceof DropoutMask mask) pass.dropout(mask, node.output());
        }
        return pass.rewrite.result();
    }

    private void dropout(DropoutMask op, Value mask) {
        List<Node> products = rewrite.readers(mask);
        if (products.size() != 2 || !products.stream().allMatch(node -> node.op() instanceof Mul && node.inputs().size() == 2)) return;
        Node dropped = products.getFirst();
        Node dropping = products.getLast();
        Value positive = dropped.inputs().getFirst();
        Value ofPositive = dropping.output();
        Optional<Node> relu = rewrite.producer(positive).filter(node -> node.op() instanceof Relu);
        Optional<Node> masked = rewrite.reader(positive, ReluGradient.class);
        boolean readsTheProduct = masked.isPresent()
                && masked.get().inputs().equals(List.of(positive, ofPositive))
                && rewrite.readers(ofPositive).size() == 1
                && !rewrite.isResult(ofPositive);
        if (relu.isEmpty() || !readsTheProduct) return;
        Value gradient = dropping.inputs().getFirst();
        Node both = masked.get();
        rewrite.replace(dropping, List.of());
        rewrite.replace(both, List.of(new Node(
                both.path(), new DroppedReluGradient(op.p()), List.of(dropped.output(), gradient), both.output(), both.line())));
    }
}
