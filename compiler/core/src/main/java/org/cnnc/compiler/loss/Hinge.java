package org.cnnc.compiler.loss;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.op.Arguments;
import org.cnnc.compiler.op.Evaluation;
import org.cnnc.compiler.op.GradientOp;
import org.cnnc.compiler.op.GraphBuilder;
import org.cnnc.compiler.op.Schema;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * Hinge loss of scores x, C of them, of which y is the true class's: {@code sum_{j != y} max(0, 1 + x_j - x_y) / C}
 * (PyTorch's {@code MultiMarginLoss}); of probabilities t of classes, the mean by them. Of one score: {@code t max(0, 1 - x)
 * + (1 - t) max(0, 1 + x)}, where a target of -1 is one of 0. The mean over spatial positions where there are any.
 */
public record Hinge() implements Loss {
    public static final LossKind KIND = new LossKind(
            "hinge",
            "Margin loss of support vector machines, of scores: each wrong class costs what its score lacks to be 1 below the"
                    + " true one's, divided by the number of classes (PyTorch's `MultiMarginLoss`). Of one output, the score of"
                    + " class 1 against class 0: `max(0, 1 - y x)` with y = 1 or -1.",
            Schema.of(),
            arguments -> new Hinge(),
            samples())
            .differing("Of probabilities of classes it is their mean, and of one output PyTorch has none; there is no `p`, `margin` or `weight`.");

    /** Of one score, of several, and of images of them. */
    static List<LossKind.Sample> samples() {
        return Stream.of(Shape.of(1), Shape.of(1, 5), Shape.of(2), Shape.of(17), Shape.of(3, 2, 5))
                .map(shape -> new LossKind.Sample(new Arguments(Map.of()), shape)).toList();
    }

    @Override
    public LossKind kind() {
        return KIND;
    }

    @Override
    public Optional<String> takesScores() {
        return Optional.of("wants scores a margin of 1 apart");
    }

    @Override
    public double threshold() {
        return 0;
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.get(0);
        Tensor t = inputs.get(1);
        Tensor loss = Tensor.zeros(infer(List.of(x.type(), t.type())), evaluation.samples());
        int channels = x.shape().channels();
        int area = x.sampleSize() / channels;
        for (int i = 0; i < x.data().length; i++) {
            int n = i / x.sampleSize();
            double own = x.data()[i];
            if (channels == 1) {
                double true1 = Math.max(t.data()[i], 0);
                loss.add((true1 * Math.max(0, 1 - own) + (1 - true1) * Math.max(0, 1 + own)) / area, n);
                continue;
            }
            for (int j = n * x.sampleSize() + i % area; j < (n + 1) * x.sampleSize(); j += area) {
                if (j != i) loss.add(t.data()[i] * Math.max(0, 1 + x.data()[j] - own) / channels / area, n);
            }
        }
        return loss;
    }

    /** The gradient of the scores; the target has none. */
    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dl, boolean[] needed) {
        return Arrays.asList(builder.apply(new Gradient(), inputs.get(0), inputs.get(1), dl), null);
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        ClassPairs pairs = ClassPairs.of(lowering, inputs.get(0));
        Expr x = pairs.own(inputs.get(0));
        Expr t = pairs.own(inputs.get(1));
        Expr term;
        if (pairs.classes() == 1) {
            Expr true1 = Expr.max(t, ZERO);
            Expr missed = Expr.max(ZERO, Expr.subtract(ONE, x));
            term = Expr.fma(true1, missed, Expr.multiply(Expr.subtract(ONE, true1), Expr.max(ZERO, Expr.add(ONE, x))));
        } else {
            // The class itself is among the others, with 1: an even share of which each of them takes off.
            Expr lacking = Expr.max(ZERO, Expr.add(ONE, Expr.subtract(pairs.other(inputs.get(0)), x)));
            term = Expr.multiply(t, Expr.subtract(lacking, Expr.constant(1.0 / pairs.classes())));
        }
        lowering.reduce(
                List.of(lowering.sample()), pairs.inner(), Reduction.Combine.SUM, term,
                Expr.multiply(Expr.accumulator(), Expr.constant(1.0 / pairs.classes() / pairs.area())),
                Lowering.at(output, List.of(lowering.sample())));
    }

    private static final Expr ZERO = Expr.constant(0);
    private static final Expr ONE = Expr.constant(1);

    /**
     * (x, t, dL) to dL times the derivative by x_k: {@code (sum_{c != k} t_c [1 + x_k - x_c > 0] - t_k sum_{j != k} [1 + x_j
     * - x_k > 0]) / C}, with one dL a sample, divided by the spatial positions.
     */
    public record Gradient() implements GradientOp {
        @Override
        public String name() {
            return "hinge_gradient";
        }

        @Override
        public TensorType infer(List<TensorType> inputs) {
            return inputs.getFirst();
        }

        @Override
        public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
            Tensor x = inputs.get(0);
            double[] t = inputs.get(1).data();
            int channels = x.shape().channels();
            int area = x.sampleSize() / channels;
            return Tensor.fill(x.type(), evaluation.samples(), i -> {
                int n = i / x.sampleSize();
                double own = x.data()[i];
                double scale = inputs.get(2).get(n) / channels / area;
                if (channels == 1) {
                    double true1 = Math.max(t[i], 0);
                    return scale * ((1 + own > 0 ? 1 - true1 : 0) - (1 - own > 0 ? true1 : 0));
                }
                double sum = 0;
                for (int j = n * x.sampleSize() + i % area; j < (n + 1) * x.sampleSize(); j += area) {
                    if (j == i) continue;
                    if (1 + own - x.data()[j] > 0) sum += t[j];
                    if (1 + x.data()[j] - own > 0) sum -= t[i];
                }
                return scale * sum;
            });
        }

        @Override
        public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
            ClassPairs pairs = ClassPairs.of(lowering, output);
            Expr x = pairs.own(inputs.get(0));
            Expr t = pairs.own(inputs.get(1));
            Expr dl = Lowering.load(inputs.get(2), List.of(lowering.sample()));
            Expr scale = Expr.multiply(dl, Expr.constant(1.0 / pairs.classes() / pairs.area()));
            if (pairs.classes() == 1) {
                Expr true1 = Expr.max(t, ZERO);
                Expr above = Expr.ifLess(ZERO, Expr.add(ONE, x), Expr.subtract(ONE, true1), ZERO);
                Expr below = Expr.ifLess(ZERO, Expr.subtract(ONE, x), true1, ZERO);
                lowering.compute(pairs.all(), Expr.multiply(scale, Expr.subtract(above, below)), Lowering.at(output, pairs.all()));
                return;
            }
            Expr other = pairs.other(inputs.get(0));
            Expr pushed = Expr.ifLess(ZERO, Expr.add(ONE, Expr.subtract(x, other)), pairs.other(inputs.get(1)), ZERO);
            Expr pulled = Expr.ifLess(ZERO, Expr.add(ONE, Expr.subtract(other, x)), t, ZERO);
            lowering.reduce(
                    pairs.all(), List.of(pairs.otherClass()), Reduction.Combine.SUM, Expr.subtract(pushed, pulled),
                    Expr.multiply(scale, Expr.accumulator()), Lowering.at(output, pairs.all()));
        }
    }
}
