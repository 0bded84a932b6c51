package org.cnnc.train;

import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a network achieves on a data set.
 *
 * @param samples number of samples
 * @param loss mean over the samples, weighted as the loss says; NaN where there are none
 * @param confusion samples by true class (first index) and predicted class; empty where targets are no classes
 * @param topK by k the share of the samples whose class is among the k of the best scores, as far as it was asked for
 */
public record Metrics(int samples, double loss, int[][] confusion, SortedMap<Integer, Double> topK) {
    public Metrics {
        topK = Collections.unmodifiableSortedMap(new TreeMap<>(topK));
    }

    public Metrics(int samples, double loss, int[][] confusion) {
        this(samples, loss, confusion, Collections.emptySortedMap());
    }

    /** Of no samples. */
    public static Metrics none() {
        return new Metrics(0, Double.NaN, new int[0][0]);
    }

    /** Whether there are samples, and they are of classes. */
    public boolean hasAccuracy() {
        return samples > 0 && confusion.length > 0;
    }

    /** Share of the samples whose class was predicted; NaN without {@link #hasAccuracy}. */
    public double accuracy() {
        if (!hasAccuracy()) return Double.NaN;
        long right = 0;
        for (int c = 0; c < confusion.length; c++) right += confusion[c][c];
        return (double) right / samples;
    }

    /** Samples of a class. */
    public long ofClass(int c) {
        return Arrays.stream(confusion[c]).asLongStream().sum();
    }

    /** Share of the samples of a class that were predicted to be of it; NaN where there are none. */
    public double recall(int c) {
        return share(confusion[c][c], ofClass(c));
    }

    /** Share of the samples predicted to be of a class that are; NaN where there are none. */
    public double precision(int c) {
        long predicted = 0;
        for (int[] row : confusion) predicted += row[c];
        return share(confusion[c][c], predicted);
    }

    private static double share(int right, long all) {
        return all == 0 ? Double.NaN : (double) right / all;
    }

    /** What always answering the commonest class would achieve; NaN without {@link #hasAccuracy}. */
    public double commonestShare() {
        if (!hasAccuracy()) return Double.NaN;
        long most = 0;
        for (int c = 0; c < confusion.length; c++) most = Math.max(most, ofClass(c));
        return (double) most / samples;
    }

    /** The class that an output of probabilities means: its largest value, the first of equals; one value means 1 above 0.5. */
    public static int predicted(float[] output, int offset, int size) {
        return size == 1 ? (output[offset] > 0.5f ? 1 : 0) : largest(output, offset, size);
    }

    /** Where the largest of some values is; the first of equals. */
    static int largest(float[] values, int offset, int size) {
        int best = 0;
        for (int i = 1; i < size; i++) {
            if (values[offset + i] > values[offset + best]) best = i;
        }
        return best;
    }
}
