package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Elementary;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.tensor.Shape;

/** Smooth rectifier, {@code log(1 + exp(x))}, computed as {@code max(x, 0) + log(1 + exp(-|x|))} so that nothing overflows. */
public record Softplus() implements Pointwise {
    public static final LayerKind KIND = new LayerKind(
            "softplus",
            "A smooth rectifier: log(1 + e^x).",
            Schema.of(),
            arguments -> new Softplus(),
            List.of(
                    Sample.of("softplus", Shape.of(1)),
                    Sample.of("softplus", Shape.of(17)),
                    Sample.of("softplus", Shape.of(3, 5, 7)),
                    Sample.of("softplus", Shape.of(3, 17)),
                    Sample.of("softplus", Shape.of(2, 3, 2, 4))))
            .differing("There are no `beta` and `threshold`: beta is 1, and large inputs need no threshold.");

    @Override
    public LayerKind kind() {
        return KIND;
    }

    @Override
    public double gain() {
        return 1;
    }

    @Override
    public double value(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    @Override
    public Expr value(Expr x) {
        return Expr.add(
                Expr.max(x, Expr.constant(0)),
                Elementary.logOnePlus(Elementary.exp(
                        new Expr.Unary(Expr.UnaryOp.NEGATE, new Expr.Unary(Expr.UnaryOp.ABS, x)))));
    }

    @Override
    public Value slopeAt(Value input, Value output) {
        return output;
    }

    @Override
    public double slope(double y) {
        return -Math.expm1(-y);
    }

    @Override
    public Expr slope(Expr y) {
        return Expr.subtract(
                Expr.constant(0), Elementary.expMinusOne(new Expr.Unary(Expr.UnaryOp.NEGATE, y)));
    }
}
