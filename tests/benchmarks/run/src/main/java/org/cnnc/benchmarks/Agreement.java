package org.cnnc.benchmarks;

import java.util.Locale;

/** Whether two sides computed the same. */
final class Agreement {
    /** Largest difference that is allowed, as a share of the largest value. */
    private static final double BOUND = 1e-4;

    private Agreement() {}

    /**
     * Demands that what a side computed is what this project computed.
     *
     * @return the largest difference, in words; empty where there is nothing to compare
     * @throws IllegalStateException if they differ by more than 1e-4 of the largest value
     */
    static String of(String side, float[] ours, float[] theirs) {
        if (ours.length == 0 || theirs.length == 0) return "";
        if (ours.length != theirs.length) {
            throw new IllegalStateException(side + " gave " + theirs.length + " numbers, cnnc " + ours.length);
        }
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < ours.length; i++) {
            largest = Math.max(largest, Math.abs(theirs[i]));
            difference = Math.max(difference, Math.abs((double) ours[i] - theirs[i]));
        }
        double share = difference / largest;
        if (!(share <= BOUND)) throw new IllegalStateException(side + " computed something else: differs by " + share);
        return String.format(Locale.ROOT, "differs by %.0e of the largest value", share);
    }
}
