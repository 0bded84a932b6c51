package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Elementary;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.tensor.Shape;

/** Sigmoid linear unit, or swish, {@code x / (1 + exp(-x))} (Elfwing, Uchibe and Doya, 2017). */
public record Silu() implements Pointwise {
    public static final LayerKind KIND = new LayerKind(
            "silu",
            "Each element times its logistic function.",
            Schema.of(),
            arguments -> new Silu(),
            List.of(
                    Sample.of("silu", Shape.of(1)),
                    Sample.of("silu", Shape.of(17)),
                    Sample.of("silu", Shape.of(3, 5, 7)),
                    Sample.of("silu", Shape.of(3, 17)),
                    Sample.of("silu", Shape.of(2, 3, 2, 4))));

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
        return x / (1 + Math.exp(-x));
    }

    @Override
    public Expr value(Expr x) {
        return Expr.multiply(x, Elementary.sigmoid(x));
    }

    @Override
    public double slope(double x) {
        double sigmoid = 1 / (1 + Math.exp(-x));
        return sigmoid * (1 + x * (1 - sigmoid));
    }

    @Override
    public Expr slope(Expr x) {
        Expr sigmoid = Elementary.sigmoid(x);
        Expr one = Expr.constant(1);
        return Expr.multiply(sigmoid, Expr.fma(x, Expr.subtract(one, sigmoid), one));
    }
}
