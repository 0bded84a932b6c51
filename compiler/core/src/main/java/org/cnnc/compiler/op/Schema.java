package org.cnnc.compiler.op;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The arguments of a layer, initialiser, loss, optimizer, schedule or data source; positional ones first. */
public record Schema(List<Argument> arguments) {
    public static Schema of(Argument... arguments) {
        return new Schema(Arrays.asList(arguments));
    }

    /** The same with others behind. */
    public Schema with(List<Argument> others) {
        return new Schema(Stream.concat(arguments.stream(), others.stream()).toList());
    }
}
