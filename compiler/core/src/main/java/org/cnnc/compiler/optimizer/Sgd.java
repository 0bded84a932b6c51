package org.cnnc.compiler.optimizer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.ArgumentType;
import org.cnnc.compiler.op.Schema;

/**
 * Stochastic gradient descent as PyTorch's {@code SGD} defines it, without dampening: with g the gradient plus
 * {@code weightDecay} times the parameter, v = momentum * v + g, and the parameter moves by -lr * v, or by
 * -lr * (g + momentum * v) with {@code nesterov}.
 */
public record Sgd(double lr, double momentum, boolean nesterov, double weightDecay) implements Optimizer {
    public static final OptimizerKind KIND = new OptimizerKind(
            "sgd",
            "Stochastic gradient descent, with momentum if asked for.",
            Schema.of(
                    Argument.positional("lr", ArgumentType.number(0, Float.MAX_VALUE), "0.01", "learning rate"),
                    Argument.key("momentum", ArgumentType.number(0, 1), "0", "share of the last step that is kept"),
                    Argument.key("nesterov", ArgumentType.flag(), "false", "looks ahead by the momentum"),
                    Argument.key("weight_decay", ArgumentType.number(0, Float.MAX_VALUE), "0", "pull of the parameters to 0")),
            arguments -> new Sgd(
                    arguments.number("lr"), arguments.number("momentum"), arguments.flag("nesterov"), arguments.number("weight_decay")));

    @Override
    public String name() {
        return "sgd";
    }

    /** The velocity, where there is momentum. */
    @Override
    public int stateSlots() {
        return momentum > 0 ? 1 : 0;
    }

    @Override
    public Map<String, Float> hyper() {
        Map<String, Float> hyper = new LinkedHashMap<>();
        hyper.put("lr", (float) lr);
        hyper.put("momentum", (float) momentum);
        hyper.put("weight_decay", (float) weightDecay);
        return hyper;
    }
}
