package org.cnnc.compiler.report.drawing;

/** A graph of more pieces than a drawing can show. */
public final class DrawingTooLarge extends RuntimeException {
    /** Boxes and lines' bends of one frame; browsers take seconds for as many. */
    static final int LIMIT = 20_000;

    private static final long serialVersionUID = 1L;

    DrawingTooLarge() {
        super("the graph has more than " + LIMIT + " pieces to draw");
    }

    static void check(int pieces) {
        if (pieces >= LIMIT) throw new DrawingTooLarge();
    }
}
