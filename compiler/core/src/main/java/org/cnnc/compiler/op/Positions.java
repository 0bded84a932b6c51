package org.cnnc.compiler.op;

import java.util.function.Consumer;
import org.cnnc.compiler.tensor.Shape;

/** The positions of a shape in row-major order, for reference evaluations. */
final class Positions {
    private Positions() {}

    /** @param visitor gets one index per axis, in an array that is its own */
    static void forEach(Shape shape, Consumer<int[]> visitor) {
        int[] index = new int[shape.rank()];
        for (long i = shape.elements(); i > 0; i--) {
            visitor.accept(index.clone());
            for (int d = index.length - 1; d >= 0 && ++index[d] == shape.extent(d); d--) index[d] = 0;
        }
    }
}
