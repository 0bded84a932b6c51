package org.cnnc.train;

import java.util.Arrays;

/**
 * Where the cells of a sample come to lie among zeros.
 *
 * @param shape of the sample without zeros, channels first
 * @param cells zeros on both sides of every axis but the first
 * @param rows where each run of cells along the last axis starts in the padded sample
 */
record Border(int[] shape, int cells, int[] rows) {
    static Border of(int[] shape, int cells) {
        if (cells < 0) throw new IllegalArgumentException("pad: expected 0 or more, found " + cells);
        int[] padded = padded(shape, cells);
        Dataset.sizeOf(padded);
        int last = shape.length - 1;
        int[] rows = new int[last == 0 ? 1 : Arrays.stream(shape, 0, last).reduce(1, Math::multiplyExact)];
        for (int row = 0; row < rows.length; row++) {
            int rest = row;
            int stride = padded[last];
            int place = last == 0 ? 0 : cells;
            for (int axis = last - 1; axis >= 0; axis--) {
                int index = rest % shape[axis] + (axis == 0 ? 0 : cells);
                rest /= shape[axis];
                place += index * stride;
                stride *= padded[axis];
            }
            rows[row] = place;
        }
        return new Border(shape, cells, rows);
    }

    /** Extents with the zeros. */
    int[] padded() {
        return padded(shape, cells);
    }

    /** Cells of a run along the last axis. */
    int run() {
        return shape[shape.length - 1];
    }

    /** The channel of a run; in a vector each cell is one, and the answer is the first. */
    int channel(int row) {
        return shape.length == 1 ? 0 : row / (rows.length / shape[0]);
    }

    private static int[] padded(int[] shape, int cells) {
        int[] padded = shape.clone();
        for (int axis = 1; axis < padded.length; axis++) padded[axis] = Math.addExact(padded[axis], 2 * cells);
        return padded;
    }
}
