package org.cnnc.compiler.report.drawing;

import java.util.List;
import org.cnnc.compiler.report.drawing.LayeredLayout.Curve;

/** A piece of a drawing. Places are in pixels from the top left. */
public sealed interface Element {
    /** What a box stands for, which its colour tells. */
    enum Style {
        INPUT, OUTPUT,
        /** Layers that multiply and add. */
        WEIGHTED,
        /** Layers with parameters and no multiply-adds: normalisation. */
        SCALING,
        /** Layers that move a window without weights: pooling. */
        WINDOW,
        JOIN, PLAIN,
        /** A scope that is folded. */
        SCOPE
    }

    /**
     * A layer, or a folded scope.
     *
     * @param lines the name, and what more there is to say
     * @param title all that is known of it, shown by pointing at it and read out
     * @param copies how many equal ones it stands for
     */
    record Box(double x, double y, double width, double height, Style style, List<String> lines, String title, int copies)
            implements Element {}

    /** A scope around its layers, its name in a band at the top. */
    record Frame(double x, double y, double width, double height, String name, String title, int copies)
            implements Element {}

    /** A tensor's way. */
    record Wire(List<Curve> curves, String title) implements Element {}

    /** A tensor's shape. @param x left end of the text @param y its base line */
    record Label(double x, double y, String text) implements Element {}

    /** The same piece further right and further down. */
    default Element moved(double dx, double dy) {
        return switch (this) {
            case Box box -> new Box(
                    box.x + dx, box.y + dy, box.width, box.height, box.style, box.lines, box.title, box.copies);
            case Frame frame -> new Frame(
                    frame.x + dx, frame.y + dy, frame.width, frame.height, frame.name, frame.title, frame.copies);
            case Wire wire -> new Wire(
                    wire.curves.stream()
                            .map(c -> new Curve(c.x1() + dx, c.y1() + dy, c.x2() + dx, c.y2() + dy, c.ends()))
                            .toList(),
                    wire.title);
            case Label label -> new Label(label.x + dx, label.y + dy, label.text);
        };
    }
}
