package org.cnnc.train.augment;

/**
 * A range of cells along each axis, the same in every channel.
 *
 * @param plane the first
 * @param planes the one behind the last
 */
record Box(int plane, int planes, int row, int rows, int column, int columns) {
    /** Takes a run of numbers that lie side by side. */
    @FunctionalInterface
    interface Run {
        void take(int from, int to);
    }

    /**
     * A box about a random cell, cut off at the sample's edges. Axes that the sample has not have one cell.
     *
     * @param index of the first of the up to three numbers that are drawn
     */
    static Box about(SampleShape shape, Draws draws, int index, int depth, int height, int width) {
        int[] x = side(draws.below(index, shape.width()), width, shape.width());
        int[] y = shape.axes() > 1 ? side(draws.below(index + 1, shape.height()), height, shape.height()) : new int[] {0, 1};
        int[] z = shape.axes() > 2 ? side(draws.below(index + 2, shape.depth()), depth, shape.depth()) : new int[] {0, 1};
        return new Box(z[0], z[1], y[0], y[1], x[0], x[1]);
    }

    private static int[] side(int middle, int length, int extent) {
        int from = middle - length / 2;
        return new int[] {Math.max(0, from), Math.min(extent, from + length)};
    }

    /** Cells of one channel. */
    long cells() {
        return (long) (planes - plane) * (rows - row) * Math.max(0, columns - column);
    }

    /** Every row of the box in every channel of a sample. */
    void forEachRun(SampleShape shape, Run run) {
        if (columns <= column) return;
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int z = plane; z < planes; z++) {
                for (int y = row; y < rows; y++) {
                    int line = ((channel * shape.depth() + z) * shape.height() + y) * shape.width();
                    run.take(line + column, line + columns);
                }
            }
        }
    }
}
