package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Elementary;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.tensor.Shape;

/** Exponential linear unit, {@code x} above 0 and {@code alpha (exp(x) - 1)} elsewhere (Clevert et al., 2015). @param alpha at least 0 */
public record Elu(double alpha) implements Pointwise {
    public static final LayerKind KIND = new LayerKind(
            "elu",
            "Above 0 the element, elsewhere alpha (e^x - 1).",
            Schema.of(Argument.positional(
                    "alpha", new ArgumentType.Learnable(0, Float.MAX_VALUE), "1.0",
                    "what the result falls to, negated; `learned` makes it a parameter that starts as 1")),
            Elu::of,
            List.of(
                    Sample.of("elu", Shape.of(1)),
                    Sample.of("elu 0.5", Shape.of(17)),
                    Sample.of("elu 2", Shape.of(3, 5, 7)),
                    Sample.of("elu learned", Shape.of(5)),
                    Sample.of("elu learned", Shape.of(3, 4, 5)),
                    Sample.of("elu", Shape.of(3, 17)),
                    Sample.of("elu learned", Shape.of(2, 3, 2, 4))))
            .differing("PyTorch does not learn alpha.");

    private static Layer of(Arguments arguments) {
        return arguments.learnable("alpha").isPresent()
                ? new Elu(arguments.learnable("alpha").getAsDouble()) : new LearnedElu();
    }

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
        return x > 0 ? x : alpha * Math.expm1(x);
    }

    @Override
    public Expr value(Expr x) {
        return Expr.ifLess(
                Expr.constant(0), x, x, Expr.multiply(Expr.constant(alpha), Elementary.expMinusOne(x)));
    }

    @Override
    public Value slopeAt(Value input, Value output) {
        return output;
    }

    @Override
    public double slope(double y) {
        return y > 0 ? 1 : y + alpha;
    }

    @Override
    public Expr slope(Expr y) {
        return Expr.ifLess(Expr.constant(0), y, Expr.constant(1), Expr.add(y, Expr.constant(alpha)));
    }

    @Override
    public List<Double> kinks() {
        return List.of(0.0);
    }
}
