package org.cnnc.compiler.training;

import java.util.List;
import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.ArgumentType;
import org.cnnc.compiler.op.Schema;

/** The settings that are words themselves, as {@code ema(decay)} is. */
public final class Settings {
    private static final List<Term> ALL = List.of(
            new Term("early_stop", "Ends a run when the validation samples have had no better epoch for so many.", Schema.of(
                    Argument.positional("patience", ArgumentType.count(), "5", "epochs behind the best one"),
                    Argument.positional("monitor", ArgumentType.choice("accuracy", "loss"), "accuracy",
                            "what is to get better; also tells the best weights"))),
            new Term("checkpoint", "Keeps checkpoints beside the last one.", Schema.of(
                    Argument.positional("every", ArgumentType.count(), "1", "epochs from one to the next"),
                    Argument.positional("keep", ArgumentType.count(), "1", "how many stay, the newest ones"))),
            new Term("ensemble", "Trains several networks, of seeds of their own, whose answer is the mean of theirs.", Schema.of(
                    Argument.positional("n", new ArgumentType.Count(1, 1000), "5", "how many"))),
            new Term("ema", "Judges and keeps a running mean of the parameters in their place.", Schema.of(
                    Argument.positional("decay", ArgumentType.number(0, 1), "0.999", "share of the mean that each step keeps"))));

    private Settings() {}

    /** All of them, in the order of the reference page. */
    public static List<Term> all() {
        return ALL;
    }
}
