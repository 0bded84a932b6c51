package org.cnnc.compiler.loss;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.op.ChannelLoops;
import org.cnnc.compiler.op.Evaluation;
import org.cnnc.compiler.op.GradientOp;
import org.cnnc.compiler.op.GraphBuilder;
import org.cnnc.compiler.op.Schema;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * Rosenblatt's loss of scores x, of which y is the true class's: {@code max(0, max_{j != y} x_j - x_y)}, which is {@code
 * max_j x_j - x_y}; of probabilities t of classes {@code sum_c t_c (max_j x_j - x_c)}. Of one score: {@code t max(0, -x) +
 * (1 - t) max(0, x)}, where a target of -1 is one of 0. The mean over spatial positions where there are any. PyTorch has
 * none like it.
 */
public record Perceptron() implements Loss {
    public static final LossKind KIND = new LossKind(
            "perceptron",
            "Rosenblatt's loss of scores: how far the largest is above the true class's, `max(0, max_other - x_true)`; nothing"
                    + " where the true class has the largest. Of one output, the score of class 1 against class 0: `max(0, -y x)`"
                    + " with y = 1 or -1. Where scores are equal, the gradient is as for a mistake: all zero is where"
                    + " perceptrons begin.",
            Schema.of(),
            arguments -> new Perceptron(),
            Hinge.samples())
            .differing("PyTorch has no such loss.");

    private static final Expr ZERO = Expr.constant(0);

    @Override
    public LossKind kind() {
        return KIND;
    }

    @Override
    public Optional<String> takesScores() {
        return Optional.of("wants scores without bounds");
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
            double true1 = Math.max(t.data()[i], 0);
            double cost = channels == 1
                    ? true1 * Math.max(0, -own) + (1 - true1) * Math.max(0, own)
                    : t.data()[i] * (max(x, i) - own);
            loss.add(cost / area, n);
        }
        return loss;
    }

    /** The largest score at an element's position. */
    private static double max(Tensor x, int element) {
        int area = x.sampleSize() / x.shape().channels();
        int first = element / x.sampleSize() * x.sampleSize() + element % area;
        double max = Double.NEGATIVE_INFINITY;
        for (int j = first; j < first + x.sampleSize() - element % area; j += area) max = Math.max(max, x.data()[j]);
        return max;
    }

    /** The gradient of the scores; the target has none. */
    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dl, boolean[] needed) {
        return Arrays.asList(builder.apply(new Gradient(), inputs.get(0), inputs.get(1), dl), null);
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        ChannelLoops loops = ChannelLoops.of(lowering, inputs.get(0));
        Expr x = Lowering.load(inputs.get(0), loops.all());
        Expr t = Lowering.load(inputs.get(1), loops.all());
        Expr term;
        if (loops.channels().getFirst().extent() == 1) {
            Expr true1 = Expr.max(t, ZERO);
            Expr missed = Expr.multiply(true1, Expr.max(ZERO, Expr.subtract(ZERO, x)));
            term = Expr.add(missed, Expr.multiply(Expr.subtract(Expr.constant(1), true1), Expr.max(ZERO, x)));
        } else {
            term = Expr.multiply(t, Expr.subtract(Lowering.load(loops.max(inputs.get(0)), loops.positions()), x));
        }
        lowering.reduce(
                List.of(lowering.sample()), loops.all().subList(1, loops.all().size()), Reduction.Combine.SUM, term,
                Expr.multiply(Expr.accumulator(), Expr.constant(1.0 / loops.area())),
                Lowering.at(output, List.of(lowering.sample())));
    }

    /**
     * (x, t, dL) to {@code dL (m_k sum_c t_c - t_k) / p}, with one dL a sample and p spatial positions; m_k is 1 for the
     * largest score, and an even share of it for each of equals, else 0. Of one score: {@code dL ([x >= 0] (1 - t) - [x <= 0]
     * t) / p}.
     */
    public record Gradient() implements GradientOp {
        @Override
        public String name() {
            return "perceptron_gradient";
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
                double scale = inputs.get(2).get(n) / area;
                double own = x.data()[i];
                if (channels == 1) {
                    double true1 = Math.max(t[i], 0);
                    return scale * ((own >= 0 ? 1 - true1 : 0) - (own <= 0 ? true1 : 0));
                }
                double max = max(x, i);
                double largest = 0;
                double sum = 0;
                for (int j = n * x.sampleSize() + i % area; j < (n + 1) * x.sampleSize(); j += area) {
                    if (x.data()[j] == max) largest++;
                    sum += t[j];
                }
                return scale * ((own == max ? sum / largest : 0) - t[i]);
            });
        }

        @Override
        public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
            ChannelLoops loops = ChannelLoops.of(lowering, output);
            List<Axis> all = loops.all();
            Expr x = Lowering.load(inputs.get(0), all);
            Expr t = Lowering.load(inputs.get(1), all);
            Expr scale = Expr.multiply(
                    Lowering.load(inputs.get(2), List.of(lowering.sample())), Expr.constant(1.0 / loops.area()));
            if (loops.channels().getFirst().extent() == 1) {
                Expr true1 = Expr.max(t, ZERO);
                Expr above = Expr.ifLess(x, ZERO, ZERO, Expr.subtract(Expr.constant(1), true1));
                Expr below = Expr.ifLess(ZERO, x, ZERO, true1);
                lowering.compute(all, Expr.multiply(scale, Expr.subtract(above, below)), Lowering.at(output, all));
                return;
            }
            Expr max = Lowering.load(loops.max(inputs.get(0)), loops.positions());
            Expr isLargest = Expr.ifEqual(x, max, Expr.constant(1), ZERO);
            Operand largest = lowering.temporary("largest", loops.positionShape());
            lowering.reduce(
                    loops.positions(), loops.channels(), Reduction.Combine.SUM, isLargest, Expr.accumulator(),
                    Lowering.at(largest, loops.positions()));
            Expr share = Expr.divide(
                    Lowering.load(loops.sum(inputs.get(1)), loops.positions()), Lowering.load(largest, loops.positions()));
            Expr difference = Expr.subtract(Expr.multiply(isLargest, share), t);
            lowering.compute(all, Expr.multiply(scale, difference), Lowering.at(output, all));
        }
    }
}
