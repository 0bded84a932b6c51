package org.cnnc.compiler.diagnostics;

import java.util.List;

/**
 * The part of a source line that is shown: all of it, or of a line too long to be read the part around its marks,
 * with {@code …} where something is left out.
 *
 * @param from first character shown, counted in the line
 * @param to end of what is shown
 */
record Excerpt(String line, int from, int to) {
    /** Lines up to this length are shown whole. */
    private static final int WHOLE = 160;

    /** Characters shown on either side of the marks. */
    private static final int AROUND = 60;

    /** A mark on the line. @param end behind its last character */
    record Stretch(int start, int end) {}

    static Excerpt of(String line, List<Stretch> marks) {
        if (line.length() <= WHOLE) return new Excerpt(line, 0, line.length());
        int first = marks.stream().mapToInt(Stretch::start).min().orElse(0);
        int last = marks.stream().mapToInt(Stretch::end).max().orElse(0);
        int from = Math.max(0, first - AROUND);
        int to = Math.min(line.length(), Math.max(from + WHOLE, Math.min(last + AROUND, from + 2 * WHOLE)));
        return new Excerpt(line, whole(line, from), whole(line, to));
    }

    /** Not between the two halves of a code point. */
    private static int whole(String line, int at) {
        boolean between = at > 0 && at < line.length() && Character.isLowSurrogate(line.charAt(at)) && Character.isHighSurrogate(line.charAt(at - 1));
        return between ? at - 1 : at;
    }

    String text() {
        return (from > 0 ? "…" : "") + line.substring(from, to) + (to < line.length() ? "…" : "");
    }

    /** Where a character of the line stands in {@link #text}; the nearest end where it is left out. */
    int shown(int at) {
        return Math.clamp(at, from, to) - from + (from > 0 ? 1 : 0);
    }
}
