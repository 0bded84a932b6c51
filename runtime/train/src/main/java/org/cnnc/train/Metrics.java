package org.cnnc.train;

import java.util.Arrays;

/**
 * What a network achieves on a data set.
 *
 * @param samples number of samples
 * @param loss mean over the samples; NaN where there are none
 * @param confusion samples by true class (first index) and predicted class
 */
public record Metrics(int samples, double loss, int[][] confusion) {
    /** Share of the samples whose class was predicted; NaN where there are none. */
    public double accuracy() {
        long right = 0;
        for (int c = 0; c < confusion.length; c++) right += confusion[c][c];
        return (double) right / samples;
    }

    /** What always answering the commonest class would achieve. */
    public double commonestShare() {
        int most = 0;
        for (int[] row : confusion) most = Math.max(most, Arrays.stream(row).sum());
        return (double) most / samples;
    }

    /** The class that an output means: its largest value, the first of equals; one value means 1 above 0.5. */
    public static int predicted(float[] output, int offset, int size) {
        if (size == 1) return output[offset] > 0.5f ? 1 : 0;
        int best = 0;
        for (int i = 1; i < size; i++) {
            if (output[offset + i] > output[offset + best]) best = i;
        }
        return best;
    }
}
