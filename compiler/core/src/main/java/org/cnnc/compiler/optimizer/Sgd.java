package org.cnnc.compiler.optimizer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Scalar;
import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.ArgumentType;
import org.cnnc.compiler.op.Schema;

/**
 * Stochastic gradient descent as PyTorch's {@code SGD} defines it, without dampening: with g the gradient plus
 * {@code weightDecay} times the parameter, v = momentum * v + g, and the parameter moves by -lr * v, or by
 * -lr * (g + momentum * v) with {@code nesterov}.
 */
public record Sgd(double lr, double momentum, boolean nesterov, double weightDecay) implements Optimizer {
    private static final int VELOCITY = 0;

    public static final OptimizerKind KIND = new OptimizerKind(
            "sgd",
            "Stochastic gradient descent, with momentum if asked for.",
            Schema.of(
                    OptimizerArguments.rate("0.01"),
                    Argument.key("momentum", ArgumentType.number(0, 1), "0", "share of the last step that is kept"),
                    Argument.key("nesterov", ArgumentType.flag(), "false", "looks ahead by the momentum"),
                    OptimizerArguments.weightDecay("0")),
            arguments -> new Sgd(
                    arguments.number("lr"), arguments.number("momentum"), arguments.flag("nesterov"), arguments.number("weight_decay")))
            .differing("There is no `dampening`; PyTorch's rate is 0.001 unless given, and it has no `nesterov` without momentum.");

    @Override
    public String name() {
        return "sgd";
    }

    /** {@code momentum} is among them only where there is some: without it there is no velocity to keep. */
    @Override
    public Map<String, Double> hyper() {
        Map<String, Double> hyper = new LinkedHashMap<>();
        hyper.put("lr", lr);
        hyper.put("weight_decay", weightDecay);
        if (momentum > 0) hyper.put("momentum", momentum);
        return hyper;
    }

    @Override
    public Map<String, Scalar> values() {
        Map<String, Scalar> values = new LinkedHashMap<>();
        hyper().keySet().forEach(name -> values.put(name, Scalar.setting(name)));
        return values;
    }

    /** The velocity, where there is momentum. */
    @Override
    public List<StateArray> state() {
        return momentum > 0 ? List.of(StateArray.zeros("velocity")) : List.of();
    }

    @Override
    public List<Nest> step(StepTerms terms) {
        Expr p = terms.parameter();
        Expr g = terms.decayedGradient();
        Expr minusRate = new Expr.Unary(Expr.UnaryOp.NEGATE, terms.value("lr"));
        if (momentum == 0) return List.of(terms.setParameter(Expr.fma(minusRate, g, p)));
        Expr v = terms.state(VELOCITY);
        Expr kept = terms.value("momentum");
        Expr direction = nesterov ? Expr.fma(kept, v, g) : v;
        return List.of(
                terms.setState(VELOCITY, Expr.fma(kept, v, g)),
                terms.setParameter(Expr.fma(minusRate, direction, p)));
    }
}
