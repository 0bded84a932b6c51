package org.cnnc.compiler.optimizer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Scalar;
import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.Schema;

/**
 * RMSprop as PyTorch's {@code RMSprop} defines it, not centred (Tieleman and Hinton, 2012): with g the gradient plus
 * {@code weightDecay} times the parameter and v the running mean of its square, d = g / (sqrt(v) + eps) and the
 * parameter moves by -lr * d, or with {@code momentum} by -lr * b, b = momentum * b + d.
 */
public record RmsProp(double lr, double decay, double momentum, double eps, double weightDecay) implements Optimizer {
    private static final int SQUARE = 0;
    private static final int VELOCITY = 1;

    public static final OptimizerKind KIND = new OptimizerKind(
            "rmsprop",
            "Rates by the running mean of squared gradients (Tieleman and Hinton, 2012).",
            Schema.of(
                    OptimizerArguments.rate("0.01"),
                    Argument.key("decay", OptimizerArguments.SHARE, "0.99", "share of the mean square that is kept"),
                    Argument.key("momentum", OptimizerArguments.SHARE, "0", "share of the last step that is kept"),
                    OptimizerArguments.eps("1e-8"), OptimizerArguments.weightDecay("0")),
            arguments -> new RmsProp(
                    arguments.number("lr"), arguments.number("decay"), arguments.number("momentum"), arguments.number("eps"),
                    arguments.number("weight_decay")))
            .differing("`decay` is PyTorch's `alpha`; there is no `centered`.");

    @Override
    public String name() {
        return "rmsprop";
    }

    /** {@code momentum} is among them only where there is some: without it there is no velocity to keep. */
    @Override
    public Map<String, Double> hyper() {
        Map<String, Double> hyper = new LinkedHashMap<>();
        hyper.put("lr", lr);
        hyper.put("decay", decay);
        hyper.put("eps", eps);
        hyper.put("weight_decay", weightDecay);
        if (momentum > 0) hyper.put("momentum", momentum);
        return hyper;
    }

    @Override
    public Map<String, Scalar> values() {
        Map<String, Scalar> values = new LinkedHashMap<>();
        values.put("minus_rate", Scalar.setting("lr").negated());
        values.put("decay", Scalar.setting("decay"));
        values.put("new_square", Scalar.setting("decay").complement());
        values.put("eps", Scalar.setting("eps"));
        values.put("weight_decay", Scalar.setting("weight_decay"));
        if (momentum > 0) values.put("momentum", Scalar.setting("momentum"));
        return values;
    }

    @Override
    public List<StateArray> state() {
        StateArray square = StateArray.zeros("square");
        return momentum > 0 ? List.of(square, StateArray.zeros("velocity")) : List.of(square);
    }

    @Override
    public List<Nest> step(StepTerms terms) {
        Expr g = terms.decayedGradient();
        Expr square = terms.state(SQUARE);
        Expr newSquare = Expr.multiply(Expr.multiply(terms.value("new_square"), g), g);
        Nest squares = terms.setState(SQUARE, Expr.fma(terms.value("decay"), square, newSquare));
        Expr direction = Expr.divide(g, Expr.add(Expr.sqrt(square), terms.value("eps")));
        if (momentum == 0) return List.of(squares, descent(terms, direction));
        Expr velocity = terms.state(VELOCITY);
        return List.of(
                squares,
                terms.setState(VELOCITY, Expr.fma(terms.value("momentum"), velocity, direction)),
                descent(terms, velocity));
    }

    private static Nest descent(StepTerms terms, Expr direction) {
        return terms.setParameter(Expr.fma(terms.value("minus_rate"), direction, terms.parameter()));
    }
}
