package org.cnnc.compiler.report.drawing;

/**
 * How wide a text may come out at most in the fonts that browsers take for {@code system-ui} and {@code sans-serif}:
 * the advances of DejaVu Sans, the widest of them, rounded up.
 */
final class TextMeasure {
    private static final double BOLD = 1.1;

    private TextMeasure() {}

    /** In pixels. @param size the font's size */
    static double width(String text, double size) {
        return text.codePoints().mapToDouble(TextMeasure::em).sum() * size;
    }

    static double boldWidth(String text, double size) {
        return BOLD * width(text, size);
    }

    /** The text, or as much of its start as fits, with an ellipsis. */
    static String clip(String text, double size, double width) {
        if (width(text, size) <= width) return text;
        int end = text.length();
        while (end > 0 && width(text.substring(0, end) + "…", size) > width) end--;
        return text.substring(0, end).stripTrailing() + "…";
    }

    private static double em(int c) {
        if (c > 0x2E7F) return 1.1;
        if (" ijlI.,:;|!'".indexOf(c) >= 0) return 0.34;
        if ("ftr()[]-/·".indexOf(c) >= 0) return 0.42;
        if ("cksvxyz".indexOf(c) >= 0) return 0.6;
        if ("mwMW@%…—".indexOf(c) >= 0) return 1.0;
        if (c >= 'A' && c <= 'Z' || "=+<>~×".indexOf(c) >= 0) return 0.84;
        return c < 128 ? 0.64 : 0.9;
    }
}
