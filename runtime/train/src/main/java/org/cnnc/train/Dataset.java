package org.cnnc.train;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Labelled samples.
 *
 * @param samples sample-major
 * @param shape extents of one sample, such as 1 x 32 x 32
 * @param labels the class of each sample, from 0
 * @param classes number of classes
 */
public record Dataset(float[] samples, int[] shape, int[] labels, int classes) {
    public Dataset {
        long floats = (long) labels.length * sizeOf(shape);
        if (samples.length != floats) {
            throw new IllegalArgumentException("samples: expected " + labels.length + " of "
                    + extents(shape) + ", " + floats + " floats in all; found " + samples.length);
        }
        for (int label : labels) {
            if (label < 0 || label >= classes) {
                throw new IllegalArgumentException("labels: expected 0 to " + (classes - 1) + ", found " + label);
            }
        }
    }

    /** Number of samples. */
    public int size() {
        return labels.length;
    }

    /** Floats of one sample. */
    public int sampleSize() {
        return sizeOf(shape);
    }

    private static int sizeOf(int[] shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    /** As the language writes a shape: {@code 1 x 32 x 32}. */
    static String extents(int[] shape) {
        return Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(" x "));
    }
}
