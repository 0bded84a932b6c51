package org.cnnc.compiler.loss;

import java.util.Map;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.op.Arguments;
import org.cnnc.compiler.op.Schema;

/** Mean squared error: the mean over a sample's elements of {@code (x - t)^2} (PyTorch's {@code MSELoss}). */
public record Mse() implements ElementLoss {
    public static final LossKind KIND = new LossKind(
            "mse", "Mean over a sample's elements of the squared error.", Schema.of(), arguments -> new Mse(),
            ElementLoss.samples(new Arguments(Map.of())));

    @Override
    public LossKind kind() {
        return KIND;
    }

    @Override
    public double of(double x, double t) {
        return (x - t) * (x - t);
    }

    @Override
    public double slope(double x, double t) {
        return 2 * (x - t);
    }

    @Override
    public Expr of(Expr x, Expr t) {
        Expr difference = Expr.subtract(x, t);
        return Expr.multiply(difference, difference);
    }

    @Override
    public Expr slope(Expr x, Expr t) {
        return Expr.multiply(Expr.subtract(x, t), Expr.constant(2));
    }
}
