package org.cnnc.compiler.loss;

import java.util.Map;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.op.Arguments;
import org.cnnc.compiler.op.Schema;

/**
 * Mean absolute error: the mean over a sample's elements of {@code |x - t|} (PyTorch's {@code L1Loss}). Where x is t the
 * slope is 0.
 */
public record L1() implements ElementLoss {
    public static final LossKind KIND = new LossKind(
            "l1", "Mean over a sample's elements of the absolute error.", Schema.of(), arguments -> new L1(),
            ElementLoss.samples(new Arguments(Map.of())));

    @Override
    public LossKind kind() {
        return KIND;
    }

    @Override
    public double of(double x, double t) {
        return Math.abs(x - t);
    }

    @Override
    public double slope(double x, double t) {
        return Math.signum(x - t);
    }

    @Override
    public Expr of(Expr x, Expr t) {
        return new Expr.Unary(Expr.UnaryOp.ABS, Expr.subtract(x, t));
    }

    @Override
    public Expr slope(Expr x, Expr t) {
        return Expr.ifLess(t, x, Expr.constant(1), Expr.ifLess(x, t, Expr.constant(-1), Expr.constant(0)));
    }
}
