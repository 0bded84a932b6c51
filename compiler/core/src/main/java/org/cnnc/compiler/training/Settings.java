package org.cnnc.compiler.training;

import java.util.List;
import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.ArgumentType;
import org.cnnc.compiler.op.Schema;

/** The settings that are words themselves, as {@code ema(decay)} is, and that training carries out. */
public final class Settings {
    private static final List<Term> ALL = List.of(
            new Term("ensemble", "Trains several networks, of seeds of their own, whose answer is the mean of theirs.", Schema.of(
                    Argument.positional("n", new ArgumentType.Count(1, 1000), "5", "how many"))));

    private Settings() {}

    /** All of them, in the order of the reference page. */
    public static List<Term> all() {
        return ALL;
    }
}
