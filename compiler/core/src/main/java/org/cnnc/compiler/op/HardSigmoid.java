package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.tensor.Shape;

/** A sigmoid of straight lines, {@code min(max(x + 3, 0), 6) / 6} (PyTorch's {@code Hardsigmoid}; MobileNet V3). */
public record HardSigmoid() implements Pointwise {
    public static final LayerKind KIND = new LayerKind(
            "hard_sigmoid",
            "A sigmoid of straight lines: 0 up to -3, 1 from 3 on.",
            Schema.of(),
            arguments -> new HardSigmoid(),
            List.of(
                    Sample.of("hard_sigmoid", Shape.of(1)),
                    Sample.of("hard_sigmoid", Shape.of(17)),
                    Sample.of("hard_sigmoid", Shape.of(3, 5, 7)),
                    Sample.of("hard_sigmoid", Shape.of(3, 17)),
                    Sample.of("hard_sigmoid", Shape.of(2, 3, 2, 4))));

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
        return Math.min(Math.max(x + 3, 0), 6) / 6;
    }

    @Override
    public Expr value(Expr x) {
        return Expr.multiply(
                Expr.min(Expr.max(Expr.add(x, Expr.constant(3)), Expr.constant(0)), Expr.constant(6)), Expr.constant(1.0 / 6));
    }

    @Override
    public double slope(double x) {
        return x > -3 && x < 3 ? 1.0 / 6 : 0;
    }

    @Override
    public Expr slope(Expr x) {
        Expr below = Expr.ifLess(x, Expr.constant(3), Expr.constant(1.0 / 6), Expr.constant(0));
        return Expr.ifLess(Expr.constant(-3), x, below, Expr.constant(0));
    }

    @Override
    public List<Double> kinks() {
        return List.of(-3.0, 3.0);
    }
}
