package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.tensor.Shape;

/** Rectified linear unit that ends at 6, {@code min(max(0, x), 6)} (Krizhevsky, 2010; MobileNet V2). */
public record Relu6() implements Pointwise {
    public static final LayerKind KIND = new LayerKind(
            "relu6",
            "Negative elements become 0, those above 6 become 6.",
            Schema.of(),
            arguments -> new Relu6(),
            List.of(
                    Sample.of("relu6", Shape.of(1)),
                    Sample.of("relu6", Shape.of(17)),
                    Sample.of("relu6", Shape.of(3, 5, 7)),
                    Sample.of("relu6", Shape.of(3, 17)),
                    Sample.of("relu6", Shape.of(2, 3, 2, 4))));

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
        return Math.min(Math.max(0, x), 6);
    }

    @Override
    public Expr value(Expr x) {
        return Expr.min(Expr.max(x, Expr.constant(0)), Expr.constant(6));
    }

    @Override
    public Value slopeAt(Value input, Value output) {
        return output;
    }

    @Override
    public double slope(double y) {
        return y > 0 && y < 6 ? 1 : 0;
    }

    @Override
    public Expr slope(Expr y) {
        Expr below = Expr.ifLess(y, Expr.constant(6), Expr.constant(1), Expr.constant(0));
        return Expr.ifLess(Expr.constant(0), y, below, Expr.constant(0));
    }

    @Override
    public List<Double> kinks() {
        return List.of(0.0, 6.0);
    }
}
