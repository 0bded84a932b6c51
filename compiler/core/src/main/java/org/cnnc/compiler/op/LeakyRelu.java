package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.tensor.Shape;

/** Leaky rectified linear unit, {@code x} above 0 and {@code slope x} elsewhere (Maas, Hannun and Ng, 2013). */
public record LeakyRelu(double slope) implements Pointwise {
    public static final LayerKind KIND = new LayerKind(
            "leaky_relu",
            "Negative elements are multiplied by a small slope.",
            Schema.of(Argument.positional(
                    "slope", ArgumentType.number(-Float.MAX_VALUE, Float.MAX_VALUE), "0.01", "factor of negative elements")),
            arguments -> new LeakyRelu(arguments.number("slope")),
            List.of(
                    Sample.of("leaky_relu", Shape.of(1)),
                    Sample.of("leaky_relu 0.2", Shape.of(17)),
                    Sample.of("leaky_relu 0", Shape.of(5)),
                    Sample.of("leaky_relu slope=0.5", Shape.of(3, 5, 7)),
                    Sample.of("leaky_relu -0.5", Shape.of(3, 17)),
                    Sample.of("leaky_relu", Shape.of(2, 3, 2, 4))));

    @Override
    public LayerKind kind() {
        return KIND;
    }

    @Override
    public double gain() {
        return Math.sqrt(2 / (1 + slope * slope));
    }

    @Override
    public boolean reluFamily() {
        return true;
    }

    @Override
    public double value(double x) {
        return x > 0 ? x : slope * x;
    }

    @Override
    public Expr value(Expr x) {
        return Expr.ifLess(Expr.constant(0), x, x, Expr.multiply(x, Expr.constant(slope)));
    }

    /** From the result, unless the slope turns negative elements positive. */
    @Override
    public Value slopeAt(Value input, Value output) {
        return slope < 0 ? input : output;
    }

    @Override
    public double slope(double at) {
        return at > 0 ? 1 : slope;
    }

    @Override
    public Expr slope(Expr at) {
        return Expr.ifLess(Expr.constant(0), at, Expr.constant(1), Expr.constant(slope));
    }

    @Override
    public List<Double> kinks() {
        return List.of(0.0);
    }
}
