package org.cnnc.compiler.data;

import java.util.stream.Stream;
import org.cnnc.compiler.op.Argument;
import org.cnnc.compiler.op.ArgumentType;
import org.cnnc.compiler.op.Schema;

/** The arguments that every source of labelled images has. */
final class ImageArguments {
    private ImageArguments() {}

    /** A source's own arguments, then the common ones. */
    static Schema after(Argument... own) {
        Argument[] common = {
            Argument.key("pad", new ArgumentType.Count(0, 1 << 12), "0", "cells of zeros around each image"),
            Argument.key("normalize", ArgumentType.flag(), "false",
                    "standardises each channel by the training split's mean and deviation"),
            Argument.key("validation", ArgumentType.count(0), "0", "samples set apart from the training split by the seed"),
            Argument.key("shuffle", ArgumentType.flag(), "true", "a new order every epoch"),
            Argument.optionalKey("limit", ArgumentType.count(), "takes only so many training samples"),
        };
        return Schema.of(Stream.concat(Stream.of(own), Stream.of(common)).toArray(Argument[]::new));
    }
}
