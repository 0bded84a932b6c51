package org.cnnc.train.data;

import java.util.Arrays;
import org.cnnc.train.DataException;
import org.cnnc.train.Dataset;

/** How the extents in a file become those of a sample. */
final class SampleExtents {
    private static final int IMAGE_RANK = 3;

    private SampleExtents() {}

    /**
     * Extents of a sample, channels first. A file that has one extent fewer than the network's input holds samples of
     * one channel; what a network takes as a vector may have any extents.
     *
     * @param extents of a sample in the file
     * @param input of the network
     */
    static int[] of(int[] extents, int[] input) {
        boolean oneChannel = extents.length == input.length - 1
                || input.length == 1 && extents.length == IMAGE_RANK - 1;
        if (!oneChannel) return extents.length == 0 ? new int[] {1} : extents;
        int[] shape = new int[extents.length + 1];
        shape[0] = 1;
        System.arraycopy(extents, 0, shape, 1, extents.length);
        return shape;
    }

    /** The extents of so many numbers in a row: the input's where it takes as many, else a vector. */
    static int[] ofNumbers(int count, int[] input) {
        return Arrays.stream(input).asLongStream().reduce(1, (a, b) -> a * b) == count ? input : new int[] {count};
    }

    /** Demands that samples can be padded. */
    static void requirePad(int[] shape, int pad) throws DataException {
        if (pad == 0) return;
        if (shape.length == 1) {
            throw new DataException(DataException.Kind.MISFIT, "pad = " + pad + ": samples of " + shape[0]
                    + " numbers in a row have no border; leave it out");
        }
        double cells = shape[0];
        for (int axis = 1; axis < shape.length; axis++) cells *= shape[axis] + 2.0 * pad;
        if (cells > Integer.MAX_VALUE) {
            throw new DataException(DataException.Kind.MISFIT, "pad = " + pad + " makes samples of " + Dataset.extents(shape)
                    + " larger than an array can be; give a smaller one");
        }
    }
}
