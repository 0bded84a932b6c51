package org.cnnc.compiler.graph;

/** The words for a range of numbers, open ends left out. */
final class Bounds {
    private Bounds() {}

    static String text(double min, double max) {
        boolean below = max >= Float.MAX_VALUE;
        boolean above = min <= -Float.MAX_VALUE;
        if (below && above) return "a number";
        if (below) return "at least " + number(min);
        if (above) return "at most " + number(max);
        return number(min) + " to " + number(max);
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : Double.toString(value);
    }
}
