package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.tensor.Shape;

/** What all joins ask of their inputs. */
final class Joins {
    private Joins() {}

    /** @throws ShapeException CNN2006 when there are fewer than two */
    static void requireTwo(String join, List<Shape> inputs) {
        if (inputs.size() >= 2) return;
        throw new ShapeException(
                Code.CNN2006, inputs.size() + " input", "", List.of(join + " takes two or more"), List.of());
    }
}
