package org.cnnc.train;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Samples, and what a network is to give for each. */
public record Dataset(Samples samples, Targets targets) {
    public Dataset {
        if (samples.size() != targets.size()) {
            throw new IllegalArgumentException("targets: expected " + samples.size() + ", one a sample, found " + targets.size());
        }
    }

    /**
     * Samples from an array.
     *
     * @param samples sample-major
     * @param shape extents of one sample, such as 1 x 32 x 32
     */
    public Dataset(float[] samples, int[] shape, Targets targets) {
        this(FloatSamples.split(samples, targets.size(), shape), targets);
    }

    /**
     * Samples of classes from an array.
     *
     * @param labels the class of each sample, from 0
     * @param classes number of classes
     */
    public Dataset(float[] samples, int[] shape, int[] labels, int classes) {
        this(samples, shape, new Targets.Classes(labels, classes));
    }

    /** Some of the samples, in this order. */
    public Dataset select(int[] indices) {
        return new Dataset(samples.select(indices), targets.select(indices));
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
        return samples.size();
    }

    /** Extents of one sample. */
    public int[] shape() {
        return samples.shape();
    }

    /** Floats of one sample. */
    public int sampleSize() {
        return sizeOf(shape());
    }

    /** Cells of a shape. */
    public static int sizeOf(int[] shape) {
        return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    /** As the language writes a shape: {@code 1 x 32 x 32}. */
    public static String extents(int[] shape) {
        return Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(" x "));
    }
}
