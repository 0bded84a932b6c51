package org.cnnc.compiler.optimizer;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.ArgumentType;
import org.cnnc.compiler.op.Arguments;

/** The registry of the language's optimizers. */
public final class Optimizers {
    private static final List<OptimizerKind> KINDS =
            List.of(Sgd.KIND, Adagrad.KIND, RmsProp.KIND, Adam.KIND, AdamW.KIND, NAdam.KIND);

    private static final List<Argument> OF_ALL = List.of(
            Argument.key("l1", OptimizerArguments.FACTOR, "0", "times the sign of the parameter, added to the gradient"),
            Argument.key("l2", OptimizerArguments.FACTOR, "0", "times the parameter, added to the gradient"),
            Argument.optionalKey("clip_norm", ArgumentType.number(Float.MIN_VALUE, Float.MAX_VALUE),
                    "largest L2 norm of the loss's gradients, all together; longer ones are shortened to it"));

    private Optimizers() {}

    public static Optional<OptimizerKind> find(String name) {
        return KINDS.stream().filter(kind -> kind.name().equals(name)).findFirst();
    }

    /** All optimizers, in the order of the reference page. */
    public static List<OptimizerKind> all() {
        return KINDS;
    }

    /** What every optimizer can be given beside its own arguments. */
    public static List<Argument> argumentsOfAll() {
        return OF_ALL;
    }

    /**
     * An optimizer with all that it is given: gradients are shortened first, then penalties are added to them, then it
     * follows them.
     *
     * @param arguments checked, its own and those that every optimizer can be given
     */
    public static Optimizer create(OptimizerKind kind, Arguments arguments) {
        Optimizer optimizer = kind.create().apply(arguments);
        double l1 = arguments.number("l1");
        double l2 = arguments.number("l2");
        if (l1 > 0 || l2 > 0) optimizer = new Regularized(optimizer, l1, l2);
        OptionalDouble clipNorm = arguments.optionalNumber("clip_norm");
        return clipNorm.isPresent() ? new Clipped(optimizer, clipNorm.getAsDouble()) : optimizer;
    }
}
