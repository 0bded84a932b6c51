package org.cnnc.compiler.loss;

import java.util.Arrays;
import java.util.List;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.op.ChannelLoops;
import org.cnnc.compiler.op.Evaluation;
import org.cnnc.compiler.op.GradientOp;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * Gradient of {@link CrossEntropy}: (x, t, dL) to {@code dL (softmax(x)_c sum_k a_k - a_c) / p}, with one dL a sample, p
 * spatial positions (1 for a flat input) and a the loss's factors of t.
 */
public record CrossEntropyGradient(CrossEntropy loss) implements GradientOp {
    @Override
    public String name() {
        return "cross_entropy_gradient";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return inputs.getFirst();
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.get(0);
        Tensor t = inputs.get(1);
        Tensor dl = inputs.get(2);
        Tensor dx = Tensor.zeros(x.type(), evaluation.samples());
        int area = x.sampleSize() / x.shape().channels();
        for (int n = 0; n < evaluation.samples(); n++) {
            for (int p = 0; p < area; p++) {
                int first = n * x.sampleSize() + p;
                double logSum = CrossEntropy.logSumExp(x, n, p);
                double[] a = loss.factors(t, n, p);
                double sum = Arrays.stream(a).sum();
                for (int c = 0; c < a.length; c++) {
                    int at = first + c * area;
                    dx.data()[at] = dl.get(n) * (Math.exp(x.data()[at] - logSum) * sum - a[c]) / area;
                }
            }
        }
        return dx;
    }

    /**
     * At each position the classes' gradients add up to 0. What their sum is, the sums of factors and of probabilities being
     * rounded, is taken off by the probabilities: no other gradient would ever bring back what the parameters drift by it.
     */
    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        ChannelLoops loops = ChannelLoops.of(lowering, output);
        Operand softmax = lowering.temporary("softmax", inputs.get(0).type().shape());
        lowering.compute(loops.all(), loops.softmax(inputs.get(0)), Lowering.at(softmax, loops.all()));
        Expr p = Lowering.load(softmax, loops.all());
        Expr a = loss.factor(lowering, loops, inputs.get(1));
        Expr sum = sum(lowering, loops, "sum_of_factors", a);
        Expr difference = Expr.subtract(Expr.multiply(p, sum), a);
        Expr rest = sum(lowering, loops, "rest", difference);
        Expr dl = Lowering.load(inputs.get(2), List.of(lowering.sample()));
        Expr balanced = Expr.subtract(difference, Expr.multiply(p, rest));
        Expr scaled = Expr.multiply(Expr.multiply(dl, balanced), Expr.constant(1.0 / loops.area()));
        lowering.compute(loops.all(), scaled, Lowering.at(output, loops.all()));
    }

    private static Expr sum(Lowering lowering, ChannelLoops loops, String name, Expr term) {
        Operand sum = lowering.temporary(name, loops.positionShape());
        lowering.reduce(
                loops.positions(), loops.channels(), Reduction.Combine.SUM, term, Expr.accumulator(),
                Lowering.at(sum, loops.positions()));
        return Lowering.load(sum, loops.positions());
    }
}
