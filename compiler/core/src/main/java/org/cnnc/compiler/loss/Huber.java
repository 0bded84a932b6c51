package org.cnnc.compiler.loss;

import java.util.Map;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.ArgumentType;
import org.cnnc.compiler.op.Arguments;
import org.cnnc.compiler.op.Schema;

/**
 * Huber's loss of the error e = x - t: {@code e^2 / 2} where |e| is at most delta, {@code delta (|e| - delta / 2)} beyond;
 * the mean over a sample's elements (PyTorch's {@code HuberLoss}).
 */
public record Huber(double delta) implements ElementLoss {
    public static final LossKind KIND = new LossKind(
            "huber",
            "Mean over a sample's elements of half the squared error where that is at most `delta`, and of a straight line"
                    + " of slope `delta` beyond: outliers pull less.",
            Schema.of(Argument.positional(
                    "delta", ArgumentType.number(1e-6, 1e6), "1", "error at which the square turns into a straight line")),
            arguments -> new Huber(arguments.number("delta")),
            ElementLoss.samples(new Arguments(Map.of("delta", 0.5))));

    @Override
    public LossKind kind() {
        return KIND;
    }

    @Override
    public double of(double x, double t) {
        double size = Math.abs(x - t);
        return size <= delta ? size * size / 2 : delta * (size - delta / 2);
    }

    @Override
    public double slope(double x, double t) {
        return Math.clamp(x - t, -delta, delta);
    }

    /** {@code h (|e| - h / 2)} with h = min(|e|, delta). */
    @Override
    public Expr of(Expr x, Expr t) {
        Expr size = new Expr.Unary(Expr.UnaryOp.ABS, Expr.subtract(x, t));
        Expr bounded = Expr.min(size, Expr.constant(delta));
        return Expr.multiply(bounded, Expr.fma(bounded, Expr.constant(-0.5), size));
    }

    @Override
    public Expr slope(Expr x, Expr t) {
        return Expr.max(Expr.min(Expr.subtract(x, t), Expr.constant(delta)), Expr.constant(-delta));
    }
}
