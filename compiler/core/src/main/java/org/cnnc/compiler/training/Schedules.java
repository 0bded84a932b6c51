package org.cnnc.compiler.training;

import java.util.List;
import java.util.stream.Stream;
import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.ArgumentType;
import org.cnnc.compiler.op.Schema;

/** The schedules of the learning rate. */
public final class Schedules {
    private static final ArgumentType FACTOR = ArgumentType.number(0, Float.MAX_VALUE);

    /** What stands in their formulas. */
    public static final String SYMBOLS = "`lr` is the optimizer's rate, `epoch` the epochs completed, `t` the steps taken and `T`"
            + " the steps of the whole run, all three counted from the end of the warm-up.";

    /** What every schedule can be given beside its own arguments. */
    public static final Argument WARMUP = Argument.key("warmup", FACTOR, "0",
            "epochs, or parts of one, in which the rate rises linearly from 0 to the schedule's first");

    private static final List<Term> ALL = List.of(
            schedule("constant", "The optimizer's rate: `lr`."),
            schedule("step", "Times `factor` every so many epochs: `lr * factor^floor(epoch / every)`. PyTorch's StepLR.",
                    Argument.positional("every", ArgumentType.count(), "10", "epochs between two steps"),
                    Argument.positional("factor", FACTOR, "0.1", "what the rate is multiplied by")),
            schedule("exponential", "Decay epoch by epoch: `lr * e^(-k * epoch)`. PyTorch's ExponentialLR with gamma = e^-k.",
                    Argument.positional("k", FACTOR, "0.1", "decay an epoch")),
            schedule("inverse", "Decay epoch by epoch: `lr / (1 + k * epoch)`. PyTorch's LambdaLR of that.",
                    Argument.positional("k", FACTOR, "0.1", "decay an epoch")),
            schedule("cosine", "Half a cosine down to 0, step by step: `lr * (1 + cos(pi * t / T)) / 2`."
                    + " PyTorch's CosineAnnealingLR over T steps."),
            schedule("one_cycle", "Step by step on half a cosine from `max / 25` up to `max`, in 30% of the steps, and on"
                    + " another down to `max / 250000`. PyTorch's OneCycleLR; the optimizer's momentum stays as it is.",
                    Argument.optionalPositional("max", FACTOR, "the largest rate; the optimizer's own unless given")),
            schedule("plateau", "Times `factor` when the validation loss was not less than its best, by a ten-thousandth of"
                    + " that or more, for more than `patience` epochs. PyTorch's ReduceLROnPlateau.",
                    Argument.positional("patience", ArgumentType.count(0), "10", "epochs to wait"),
                    Argument.positional("factor", ArgumentType.number(0, 1), "0.1", "what the rate is multiplied by")));

    private Schedules() {}

    /** All schedules, in the order of the reference page. */
    public static List<Term> all() {
        return ALL;
    }

    private static Term schedule(String name, String summary, Argument... own) {
        return new Term(name, summary, Schema.of(Stream.concat(Stream.of(own), Stream.of(WARMUP)).toArray(Argument[]::new)));
    }
}
