package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.tensor.Shape;

/** A configuration for generic tests: a layer as the language writes it, and the shapes of its inputs. */
public record Sample(String layer, List<Shape> inputs) {
    public static Sample of(String layer, Shape... inputs) {
        return new Sample(layer, List.of(inputs));
    }
}
