package org.cnnc.compiler.op;

import java.util.Arrays;
import java.util.List;

/** The arguments of a layer, initialiser, loss, optimizer, schedule or data source; positional ones first. */
public record Schema(List<Argument> arguments) {
    public static Schema of(Argument... arguments) {
        return new Schema(Arrays.asList(arguments));
    }
}
