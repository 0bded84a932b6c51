package org.cnnc.compiler.data;

import java.util.stream.Stream;
import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.ArgumentType;
import org.cnnc.compiler.op.Schema;

/** The arguments that every source has, and those that several have. */
final class CommonArguments {
    private CommonArguments() {}

    /** A source's own arguments, then the common ones. */
    static Schema after(Argument... own) {
        Argument[] common = {
            Argument.key("pad", new ArgumentType.Count(0, 1 << 12), "0", "zeros on each side of every axis but the channels"),
            Argument.key("normalize", ArgumentType.flag(), "false",
                    "standardises each channel by the training split's mean and deviation"),
            Argument.key("validation", ArgumentType.count(0), "0", "samples set apart from the training split by the seed"),
            Argument.key("shuffle", ArgumentType.flag(), "true", "a new order every epoch; else the order of the files"),
            Argument.optionalKey("limit", ArgumentType.count(), "takes only so many training samples, the first ones"),
        };
        return Schema.of(Stream.concat(Stream.of(own), Stream.of(common)).toArray(Argument[]::new));
    }

    /** Of a source that has its test samples among the others. */
    static Argument test() {
        return Argument.key("test", ArgumentType.number(0.01, 0.9), "0.2",
                "share of the samples that is set apart for the test, the same for every seed, where the test has no files of its own");
    }
}
