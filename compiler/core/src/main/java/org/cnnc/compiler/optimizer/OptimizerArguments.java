package org.cnnc.compiler.optimizer;

import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.ArgumentType;

/** Arguments that several optimizers have. */
final class OptimizerArguments {
    static final ArgumentType FACTOR = ArgumentType.number(0, Float.MAX_VALUE);
    static final ArgumentType SHARE = ArgumentType.number(0, 1);

    /** Of what is divided by the complement of its power: 1 would divide by 0. */
    private static final ArgumentType BETA = ArgumentType.number(0, 0.9999999);

    /** A divisor of 0 would make parameters without a gradient NaN. */
    private static final ArgumentType DIVISOR = ArgumentType.number(1e-30, Float.MAX_VALUE);

    private OptimizerArguments() {}

    static Argument rate(String value) {
        return Argument.positional("lr", FACTOR, value, "learning rate");
    }

    static Argument weightDecay(String value) {
        return Argument.key("weight_decay", FACTOR, value, "pull of the parameters to 0");
    }

    static Argument eps(String value) {
        return Argument.key("eps", DIVISOR, value, "added to the divisor, behind its root");
    }

    static Argument beta1() {
        return Argument.key("beta1", BETA, "0.9", "share of the mean that is kept");
    }

    static Argument beta2() {
        return Argument.key("beta2", BETA, "0.999", "share of the mean square that is kept");
    }
}
