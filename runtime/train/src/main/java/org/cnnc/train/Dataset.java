package org.cnnc.train;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Samples, and what a network is to give for each.
 *
 * @param samples sample-major
 * @param shape extents of one sample, such as 1 x 32 x 32
 */
public record Dataset(float[] samples, int[] shape, Targets targets) {
    public Dataset {
        long floats = (long) targets.size() * sizeOf(shape);
        if (samples.length != floats) {
            throw new IllegalArgumentException("samples: expected " + targets.size() + " of "
                    + extents(shape) + ", " + floats + " floats in all; found " + samples.length);
        }
    }

    /**
     * Samples of classes.
     *
     * @param labels the class of each sample, from 0
     * @param classes number of classes
     */
    public Dataset(float[] samples, int[] shape, int[] labels, int classes) {
        this(samples, shape, new Targets.Classes(labels, classes));
    }

    /** The class of each sample; of samples of classes only. */
    public int[] labels() {
        return ofClasses().labels();
    }

    /** Number of classes; of samples of classes only. */
    public int classes() {
        return ofClasses().classes();
    }

    private Targets.Classes ofClasses() {
        return switch (targets) {
            case Targets.Classes classes -> classes;
            case Targets.Values values -> throw new IllegalStateException("these samples have numbers for targets, not classes");
        };
    }

    /** Number of samples. */
    public int size() {
        return targets.size();
    }

    /** Floats of one sample. */
    public int sampleSize() {
        return sizeOf(shape);
    }

    static int sizeOf(int[] shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    /** As the language writes a shape: {@code 1 x 32 x 32}. */
    static String extents(int[] shape) {
        return Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(" x "));
    }
}
