package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.tensor.Shape;

/** -1, 0 or 1 by the sign of each element. Its slope is 0, so that layers before it learn nothing through it. */
public record Sign() implements Pointwise {
    public static final LayerKind KIND = new LayerKind(
            "sign",
            "-1, 0 or 1 by the sign of each element; it passes no gradient.",
            Schema.of(),
            arguments -> new Sign(),
            List.of(
                    Sample.of("sign", Shape.of(1)),
                    Sample.of("sign", Shape.of(17)),
                    Sample.of("sign", Shape.of(3, 5, 7)),
                    Sample.of("sign", Shape.of(3, 17)),
                    Sample.of("sign", Shape.of(2, 3, 2, 4))));

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
        return Math.signum(x);
    }

    @Override
    public Expr value(Expr x) {
        return Expr.ifLess(
                Expr.constant(0), x, Expr.constant(1),
                Expr.ifLess(x, Expr.constant(0), Expr.constant(-1), Expr.constant(0)));
    }

    @Override
    public double slope(double x) {
        return 0;
    }

    @Override
    public Expr slope(Expr x) {
        return Expr.constant(0);
    }

    @Override
    public List<Double> kinks() {
        return List.of(0.0);
    }
}
