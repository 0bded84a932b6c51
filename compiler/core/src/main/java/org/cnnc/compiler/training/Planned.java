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


    /** Settings of one value each that have no registry. */
    public static final List<Term> SETTINGS = List.of(
            term("ema", "Takes a running mean of the parameters.", Argument.positional("decay", SHARE, "0.999", "share that is kept")));

    private Planned() {}

    private static Term term(String name, String summary, Argument... arguments) {
        return new Term(name, summary, Schema.of(arguments));
    }
}
