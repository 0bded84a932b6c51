package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.tensor.Shape;

/** A swish of straight lines and a parabola, {@code x min(max(x + 3, 0), 6) / 6} (Howard et al., MobileNet V3, 2019). */
public record HardSwish() implements Pointwise {
    public static final LayerKind KIND = new LayerKind(
            "hard_swish",
            "Each element times its `hard_sigmoid`.",
            Schema.of(),
            arguments -> new HardSwish(),
            List.of(
                    Sample.of("hard_swish", Shape.of(1)),
                    Sample.of("hard_swish", Shape.of(17)),
                    Sample.of("hard_swish", Shape.of(3, 5, 7)),
                    Sample.of("hard_swish", Shape.of(3, 17)),
                    Sample.of("hard_swish", Shape.of(2, 3, 2, 4))));

    @Override
    public LayerKind kind() {
        return KIND;
    }

    @Override
    public double gain() {
        return Math.sqrt(2);
    }

    @Override
    public boolean reluFamily() {
        return true;
    }

    @Override
    public double value(double x) {
        return x * Math.min(Math.max(x + 3, 0), 6) / 6;
    }

    @Override
    public Expr value(Expr x) {
        return Expr.multiply(Expr.multiply(
                x, Expr.min(Expr.max(Expr.add(x, Expr.constant(3)), Expr.constant(0)), Expr.constant(6))), Expr.constant(1.0 / 6));
    }

    @Override
    public double slope(double x) {
        return x < -3 ? 0 : x > 3 ? 1 : x / 3 + 0.5;
    }

    @Override
    public Expr slope(Expr x) {
        Expr inner = Expr.fma(x, Expr.constant(1.0 / 3), Expr.constant(0.5));
        Expr below = Expr.ifLess(Expr.constant(3), x, Expr.constant(1), inner);
        return Expr.ifLess(x, Expr.constant(-3), Expr.constant(0), below);
    }

    @Override
    public List<Double> kinks() {
        return List.of(-3.0, 3.0);
    }
}
