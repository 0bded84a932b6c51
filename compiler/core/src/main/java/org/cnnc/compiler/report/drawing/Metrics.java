package org.cnnc.compiler.report.drawing;

import java.util.List;

/** Sizes of a drawing, in pixels. */
final class Metrics {
    static final double NAME_SIZE = 13;
    static final double TEXT_SIZE = 12;
    static final double LABEL_SIZE = 11;
    static final double TITLE_SIZE = 16;

    /** Distance between the base lines of a box. */
    static final double LINE = 17;

    /** Room around the text of a box. */
    static final double PADDING = 12;

    /** Longest text of a box's line. */
    static final double LONGEST = 290;

    /** The band at the top of a frame. */
    static final double BAND = 26;

    /** Room inside a frame. */
    static final double INSET = 16;

    /** How far each of the two cards behind a repeated box or frame sticks out. */
    static final double CARD = 4;

    /** From a wire to its label. */
    static final double LABEL_OFFSET = 6;

    /** From a box to the base line of a label below it. */
    static final double LABEL_BASE = 14;

    private Metrics() {}

    /** What a box's lines need; the first is the name. */
    static double textWidth(List<String> lines) {
        double width = TextMeasure.boldWidth(lines.getFirst(), NAME_SIZE);
        for (String line : lines.subList(1, lines.size())) width = Math.max(width, TextMeasure.width(line, TEXT_SIZE));
        return width;
    }

    /** A name as it is shown: {@code block1..3  × 3}. */
    static String times(String name, int copies) {
        return copies > 1 ? name + "  × " + copies : name;
    }

    /** How much larger a repeated piece is than one alone. */
    static double cards(int copies) {
        return copies > 1 ? 2 * CARD : 0;
    }

    /** What an exit takes of the width, so that its label has room beside the wire. */
    static double exitWidth(String label) {
        return 2 * (TextMeasure.width(label, LABEL_SIZE) + 2 * LABEL_OFFSET);
    }
}
