package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Elementary;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.tensor.Shape;

/**
 * Scaled exponential linear unit, {@code scale x} above 0 and {@code scale alpha (exp(x) - 1)} elsewhere, whose constants
 * make mean 0 and variance 1 a fixed point (Klambauer et al., 2017).
 */
public record Selu() implements Pointwise {
    private static final double ALPHA = 1.6732632423543772;
    private static final double SCALE = 1.0507009873554805;

    public static final LayerKind KIND = new LayerKind(
            "selu",
            "Scaled exponential linear unit: keeps means near 0 and variances near 1.",
            Schema.of(),
            arguments -> new Selu(),
            List.of(
                    Sample.of("selu", Shape.of(1)),
                    Sample.of("selu", Shape.of(17)),
                    Sample.of("selu", Shape.of(3, 5, 7)),
                    Sample.of("selu", Shape.of(3, 17)),
                    Sample.of("selu", Shape.of(2, 3, 2, 4))));

    @Override
    public LayerKind kind() {
        return KIND;
    }

    @Override
    public double gain() {
        return 0.75;
    }

    @Override
    public boolean reluFamily() {
        return true;
    }

    @Override
    public double value(double x) {
        return x > 0 ? SCALE * x : SCALE * ALPHA * Math.expm1(x);
    }

    @Override
    public Expr value(Expr x) {
        return Expr.ifLess(
                Expr.constant(0), x, Expr.multiply(Expr.constant(SCALE), x),
                Expr.multiply(Expr.constant(SCALE * ALPHA), Elementary.expMinusOne(x)));
    }

    @Override
    public Value slopeAt(Value input, Value output) {
        return output;
    }

    @Override
    public double slope(double y) {
        return y > 0 ? SCALE : y + SCALE * ALPHA;
    }

    @Override
    public Expr slope(Expr y) {
        return Expr.ifLess(
                Expr.constant(0), y, Expr.constant(SCALE), Expr.add(y, Expr.constant(SCALE * ALPHA)));
    }

    @Override
    public List<Double> kinks() {
        return List.of(0.0);
    }
}
