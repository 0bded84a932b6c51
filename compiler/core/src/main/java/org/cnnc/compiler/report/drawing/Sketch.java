package org.cnnc.compiler.report.drawing;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of a drawing that is placed as a whole.
 *
 * @param entries where tensors come in at the top, from the left edge
 * @param exits where tensors go out at the bottom, from the left edge
 * @param elements places are from the sketch's own top left
 */
record Sketch(double width, double height, List<Double> entries, List<Double> exits, List<Element> elements) {
    /** The pieces, moved to where the sketch stands. */
    List<Element> at(double x, double y) {
        List<Element> moved = new ArrayList<>();
        for (Element element : elements) moved.add(element.moved(x, y));
        return moved;
    }
}
