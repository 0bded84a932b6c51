package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.tensor.Shape;

/** The inputs of layers over sequences: C x L, with a position's features as channels. */
final class Sequences {
    private Sequences() {}

    /** @throws ShapeException CNN2005 when the shape is no sequence */
    static void require(String layer, Shape input) {
        if (input.rank() == 2) return;
        String positions = input.rank() < 2
                ? "`reshape C x L` makes one of features"
                : "`reshape " + input.channels() + " x " + input.elements() / input.channels() + "` makes one of it, position by position";
        throw new ShapeException(
                Code.CNN2005, input + " is no sequence", "", List.of(layer + " takes C x L, channels by length; " + positions),
                List.of());
    }
}
