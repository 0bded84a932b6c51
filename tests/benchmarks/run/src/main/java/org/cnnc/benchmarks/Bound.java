package org.cnnc.benchmarks;

import java.util.Locale;

/** What is aimed at: a ratio, a share or a number that is to be reached, or not to be passed. */
record Bound(double value, boolean least, String unit) {
    /** So many times what the rival does, at least. */
    static Bound times(double value) {
        return new Bound(value, true, " x");
    }

    /** So many times what the rival takes, at the most. */
    static Bound atMostTimes(double value) {
        return new Bound(value, false, " x");
    }

    /** A share of the roof. */
    static Bound share(double value) {
        return new Bound(value, true, " of the roof");
    }

    static Bound atMost(double value, String unit) {
        return new Bound(value, false, " " + unit);
    }

    boolean metBy(double found) {
        return least ? found >= value : found <= value;
    }

    @Override
    public String toString() {
        String number = unit.endsWith("roof") ? String.format(Locale.ROOT, "%.0f%%", 100 * value) : trimmed(value);
        return (least ? "at least " : "at most ") + number + unit;
    }

    private static String trimmed(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
