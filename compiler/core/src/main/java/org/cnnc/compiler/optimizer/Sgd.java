package org.cnnc.compiler.optimizer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Space;
import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.ArgumentType;
import org.cnnc.compiler.op.Schema;

/**
 * Stochastic gradient descent as PyTorch's {@code SGD} defines it, without dampening: with g the gradient plus
 * {@code weightDecay} times the parameter, v = momentum * v + g, and the parameter moves by -lr * v, or by
 * -lr * (g + momentum * v) with {@code nesterov}.
 */
public record Sgd(double lr, double momentum, boolean nesterov, double weightDecay) implements Optimizer {
    /** Parameters of a run: tensors start at multiples of it. */
    private static final int RUN = 16;

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

    /** {@code momentum} is among them only where there is some: without it there is no velocity to keep. */
    @Override
    public Map<String, Float> hyper() {
        Map<String, Float> hyper = new LinkedHashMap<>();
        hyper.put("lr", (float) lr);
        hyper.put("weight_decay", (float) weightDecay);
        if (momentum > 0) hyper.put("momentum", (float) momentum);
        return hyper;
    }

    @Override
    public List<Nest> step(int parameterFloats) {
        Axis axis = new Axis("i", RUN);
        Access parameter = new Access.Address(Space.PARAMETERS, Affine.of(axis));
        Access velocity = new Access.Address(Space.STATE, Affine.of(axis));
        Expr p = new Expr.Load(parameter);
        Expr v = new Expr.Load(velocity);
        Expr minusRate = new Expr.Unary(Expr.UnaryOp.NEGATE, new Expr.Hyper(0, "lr"));
        Expr gradient = new Expr.Load(new Access.Address(Space.GRADIENTS, Affine.of(axis)));
        Expr g = Expr.fma(new Expr.Hyper(1, "weight_decay"), p, gradient);
        if (momentum == 0) return List.of(nest("sgd_step", axis, Expr.fma(minusRate, g, p), parameter));
        Expr kept = new Expr.Hyper(2, "momentum");
        Expr direction = nesterov ? Expr.fma(kept, v, g) : v;
        return List.of(
                nest("sgd_velocity", axis, Expr.fma(kept, v, g), velocity),
                nest("sgd_step", axis, Expr.fma(minusRate, direction, p), parameter));
    }

    private static Nest nest(String name, Axis axis, Expr result, Access store) {
        return new Nest(name, 0, List.of(axis), Optional.empty(), result, store);
    }
}
