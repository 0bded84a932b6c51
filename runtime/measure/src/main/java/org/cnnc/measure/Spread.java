package org.cnnc.measure;

import java.util.Arrays;

/** Measured numbers by rank. */
public final class Spread {
    private final double[] sorted;

    private Spread(double[] sorted) {
        this.sorted = sorted;
    }

    /** @throws IllegalArgumentException if there are none, or one is no number */
    public static Spread of(double... values) {
        if (values.length == 0) throw new IllegalArgumentException("expected measured numbers, found none");
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        if (Double.isNaN(sorted[sorted.length - 1])) throw new IllegalArgumentException("expected numbers, found NaN");
        return new Spread(sorted);
    }

    public double median() {
        return percentile(50);
    }

    public double p10() {
        return percentile(10);
    }

    public double p90() {
        return percentile(90);
    }

    /** How many were measured. */
    public int count() {
        return sorted.length;
    }

    /** Between the two nearest ranks, by their distance: of 0 the smallest, of 100 the largest. */
    public double percentile(double percent) {
        double rank = percent / 100 * (sorted.length - 1);
        int below = (int) Math.floor(rank);
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
    }
}
