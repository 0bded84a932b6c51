package org.cnnc.train;

/**
 * Samples of one shape, held as their source has them: pixels as bytes, numbers as floats. They become what a network
 * takes where they are copied out: scaled, padded, standardised. Axis 0 of a shape counts channels; of a vector, each
 * number is a channel of its own.
 */
public sealed interface Samples permits ByteSamples, FloatSamples {
    /**
     * Pixels, which become 0 to 1.
     *
     * @param cells unsigned bytes of each sample, channel by channel; not copied
     * @param shape extents of each sample, channels first
     */
    static Samples ofBytes(byte[][] cells, int... shape) {
        return ByteSamples.of(cells, shape);
    }

    /**
     * Numbers, which stay as they are.
     *
     * @param values of each sample, channel by channel; not copied
     * @param shape extents of each sample, channels first
     */
    static Samples ofFloats(float[][] values, int... shape) {
        return FloatSamples.of(values, shape);
    }

    /** Number of samples. */
    int size();

    /** Extents of one sample, padding included, such as 1 x 32 x 32. */
    int[] shape();

    /**
     * Copies a sample, prepared, channel by channel.
     *
     * @param sample from 0
     * @param into gets as many floats as the shape has cells, from {@code offset} on
     */
    void fill(int sample, float[] into, int offset);

    /** Some of the samples, in this order; what they are made of is shared. */
    Samples select(int[] indices);

    /** With so many zeros on both sides of every axis but the channels. */
    Samples padded(int cells);

    /** Standardised behind all else, padding too. */
    Samples normalized(Normalization normalization);

    /** Mean and standard deviation of each channel, without padding; a channel that does not vary has deviation 1. */
    Normalization statistics();
}
