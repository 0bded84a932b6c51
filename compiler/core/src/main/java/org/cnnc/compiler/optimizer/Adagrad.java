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
 * Adagrad as PyTorch's {@code Adagrad} defines it (Duchi et al., 2011): with g the gradient plus {@code weightDecay} times
 * the parameter and s the sum of its squares, which starts at {@code initial}, the parameter moves by
 * -lr / (1 + (t - 1) * lrDecay) * g / (sqrt(s) + eps).
 */
public record Adagrad(double lr, double lrDecay, double eps, double initial, double weightDecay) implements Optimizer {
    private static final int SUM = 0;

    public static final OptimizerKind KIND = new OptimizerKind(
            "adagrad",
            "Rates by the sum of squared gradients (Duchi et al., 2011).",
            Schema.of(
                    OptimizerArguments.rate("0.01"),
                    Argument.key("lr_decay", OptimizerArguments.FACTOR, "0", "the rate is divided by 1 + lr_decay * steps taken"),
                    OptimizerArguments.eps("1e-10"),
                    Argument.key("initial", OptimizerArguments.FACTOR, "0", "what the sums start at"),
                    OptimizerArguments.weightDecay("0")),
            arguments -> new Adagrad(
                    arguments.number("lr"), arguments.number("lr_decay"), arguments.number("eps"), arguments.number("initial"),
                    arguments.number("weight_decay")))
            .differing("`initial` is PyTorch's `initial_accumulator_value`.");

    @Override
    public String name() {
        return "adagrad";
    }

    @Override
    public Map<String, Double> hyper() {
        Map<String, Double> hyper = new LinkedHashMap<>();
        hyper.put("lr", lr);
        hyper.put("lr_decay", lrDecay);
        hyper.put("eps", eps);
        hyper.put("weight_decay", weightDecay);
        return hyper;
    }

    @Override
    public Map<String, Scalar> values() {
        Scalar taken = Scalar.step().minus(Scalar.constant(1));
        Scalar divisor = Scalar.constant(1).plus(taken.times(Scalar.setting("lr_decay")));
        Map<String, Scalar> values = new LinkedHashMap<>();
        values.put("minus_rate", Scalar.setting("lr").over(divisor).negated());
        values.put("eps", Scalar.setting("eps"));
        values.put("weight_decay", Scalar.setting("weight_decay"));
        return values;
    }

    @Override
    public List<StateArray> state() {
        return List.of(StateArray.filled("sum", initial));
    }

    @Override
    public List<Nest> step(StepTerms terms) {
        Expr g = terms.decayedGradient();
        Expr sum = terms.state(SUM);
        Expr direction = Expr.divide(g, Expr.add(Expr.sqrt(sum), terms.value("eps")));
        return List.of(
                terms.setState(SUM, Expr.fma(g, g, sum)),
                terms.setParameter(Expr.fma(terms.value("minus_rate"), direction, terms.parameter())));
    }
}
