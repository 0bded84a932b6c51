package org.cnnc.compiler.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.graph.Node;
import org.cnnc.compiler.op.MaxPool;
import org.cnnc.compiler.op.MaxPoolArgmax;
import org.cnnc.compiler.op.MaxPoolInputGradient;
import org.cnnc.compiler.op.Relu;
import org.cnnc.compiler.op.ReluGradient;
import org.cnnc.compiler.op.Value;

/**
 * Takes the maximum of windows before the relu that they read: {@code max(relu(x)) = relu(max(x))}, to the bit. The
 * backward pass then reads the small result in the place of the large one, of which only the position of each maximum is
 * kept. Where a maximum is 0 its position may be another; the gradient that goes there is 0.
 */
final class PoolBeforeRelu {
    private final Rewrite rewrite;

    private PoolBeforeRelu(TrainingGraph graph) {
        this.rewrite = new Rewrite(graph);
    }

    static TrainingGraph apply(TrainingGraph graph) {
        PoolBeforeRelu pass = new PoolBeforeRelu(graph);
        for (Node node : graph.nodes()) {
            if (node.op() instanceof MaxPool) pass.pool(node);
        }
        return pass.rewrite.result();
    }

    private void pool(Node pool) {
        Value positive = pool.inputs().getFirst();
        Optional<Node> relu = rewrite.producer(positive).filter(node -> node.op() instanceof Relu);
        Optional<Node> argmax = rewrite.reader(positive, MaxPoolArgmax.class);
        Optional<Node> masked = rewrite.reader(positive, ReluGradient.class);
        if (relu.isEmpty() || argmax.isEmpty() || masked.isEmpty() || rewrite.readers(positive).size() != 3) return;
        Value spread = masked.get().inputs().getLast();
        Optional<Node> spreading = rewrite.producer(spread).filter(node -> node.op() instanceof MaxPoolInputGradient);
        boolean ofThisPool = spreading.isPresent()
                && spreading.get().inputs().getLast().equals(argmax.get().output())
                && rewrite.readers(spread).size() == 1
                && argmax.get().inputs().equals(List.of(positive, pool.output()));
        if (!ofThisPool || rewrite.isResult(positive) || rewrite.isResult(spread)) return;
        Value x = relu.get().inputs().getFirst();
        Value pooled = pool.output();
        Value maximum = rewrite.value(pool.path() + ".maximum", pooled);
        Value gradient = spreading.get().inputs().getFirst();
        Value ofPositive = rewrite.value(masked.get().output().name(), gradient);
        List<Node> forward = new ArrayList<>();
        forward.add(new Node(pool.path(), pool.op(), List.of(x), maximum, pool.line()));
        forward.add(new Node(relu.get().path(), relu.get().op(), List.of(maximum), pooled, relu.get().line()));
        Node where = argmax.get();
        forward.add(new Node(where.path(), where.op(), List.of(x, pooled), where.output(), where.line()));
        rewrite.replace(pool, forward);
        rewrite.replace(relu.get(), List.of());
        rewrite.replace(where, List.of());
        Node mask = masked.get();
        Node spreader = spreading.get();
        rewrite.replace(spreader, List.of(
                new Node(mask.path(), mask.op(), List.of(pooled, gradient), ofPositive, mask.line()),
                new Node(spreader.path(), spreader.op(), List.of(ofPositive, where.output()), mask.output(), spreader.line())));
        rewrite.replace(mask, List.of());
    }
}
