package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.tensor.Shape;

/**
 * A configuration for generic tests: a layer as the language writes it, and the shapes of its inputs.
 *
 * @param before the layer that a file must have above it; empty where any tensor will do
 */
public record Sample(String before, String layer, List<Shape> inputs) {
    public static Sample of(String layer, Shape... inputs) {
        return new Sample("", layer, List.of(inputs));
    }

    /** One that stands behind a layer. */
    static Sample behind(String before, String layer, Shape input) {
        return new Sample(before, layer, List.of(input));
    }
}
