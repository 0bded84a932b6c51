package org.cnnc.compiler.training;

import java.util.List;
import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.ArgumentType;
import org.cnnc.compiler.op.Schema;

/**
 * What the language has and training does not carry out: its arguments are checked, and then it is refused, so that
 * no setting is passed over in silence. Names, ranges and defaults are the language's, and PyTorch's where the
 * language is silent.
 */
public final class Planned {
    private static final ArgumentType SHARE = ArgumentType.number(0, 1);
    private static final ArgumentType FACTOR = ArgumentType.number(0, Float.MAX_VALUE);

    public static final List<Term> DATA = List.of();

    public static final List<Term> LOSSES = List.of(
            term("binary_cross_entropy", "Cross entropy of independent probabilities."),
            term("l1", "Mean absolute error."),
            term("huber", "Squared near 0, absolute beyond.", Argument.positional("delta", FACTOR, "1", "where it turns")),
            term("hinge", "Margin loss of support vector machines."),
            term("perceptron", "The perceptron's loss."));

    private static final List<Argument> OF_CROSS_ENTROPY =
            List.of(Argument.optionalKey("label_smoothing", SHARE, "share of the target that is spread over all classes"));

    public static final List<Term> METRICS = List.of(
            term("top_k", "Share of samples whose class is among the largest outputs.", Argument.positional("k", ArgumentType.count(), "5", "how many")),
            term("confusion", "Counts by true and predicted class."));

    /** Settings of one value each that have no registry. */
    public static final List<Term> SETTINGS = List.of(
            term("ema", "Takes a running mean of the parameters.", Argument.positional("decay", SHARE, "0.999", "share that is kept")));

    private Planned() {}

    /** What a loss can be given beside its own arguments. */
    public static List<Argument> ofLoss(Term loss) {
        return loss.name().equals("cross_entropy") ? OF_CROSS_ENTROPY : List.of();
    }

    private static Term term(String name, String summary, Argument... arguments) {
        return new Term(name, summary, Schema.of(arguments));
    }
}
