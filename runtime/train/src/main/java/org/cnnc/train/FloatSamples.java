package org.cnnc.train;

import java.util.Arrays;

/**
 * Samples of floats, taken as they are.
 *
 * @param values of each sample, channel by channel, without padding
 * @param border their shape, and the zeros around it
 */
record FloatSamples(float[][] values, Border border, Normalization normalization) implements Samples {
    /** @param shape extents of each sample, channels first */
    static FloatSamples of(float[][] values, int... shape) {
        int size = Dataset.sizeOf(shape);
        for (float[] sample : values) {
            if (sample.length != size) throw new IllegalArgumentException("sample: expected " + size + " floats, found " + sample.length);
        }
        return new FloatSamples(values, Border.of(shape, 0), Normalization.NONE);
    }

    /** Of an array that is sample-major. */
    static FloatSamples split(float[] values, int count, int... shape) {
        int size = Dataset.sizeOf(shape);
        if (values.length != (long) count * size) {
            throw new IllegalArgumentException("samples: expected " + count + " of " + Dataset.extents(shape) + ", "
                    + (long) count * size + " floats in all; found " + values.length);
        }
        float[][] samples = new float[count][];
        Arrays.setAll(samples, s -> Arrays.copyOfRange(values, s * size, (s + 1) * size));
        return of(samples, shape);
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public int[] shape() {
        return border.padded();
    }

    @Override
    public void fill(int sample, float[] into, int offset) {
        int size = Dataset.sizeOf(shape());
        if (border.cells() > 0) Arrays.fill(into, offset, offset + size, 0f);
        int[] rows = border.rows();
        int run = border.run();
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(values[sample], row * run, into, offset + rows[row], run);
        }
        normalization.apply(into, offset, size);
    }

    @Override
    public Samples select(int[] indices) {
        float[][] chosen = new float[indices.length][];
        Arrays.setAll(chosen, i -> values[indices[i]]);
        return new FloatSamples(chosen, border, normalization);
    }

    @Override
    public Samples padded(int zeros) {
        return new FloatSamples(values, Border.of(border.shape(), zeros), normalization);
    }

    @Override
    public Samples normalized(Normalization standard) {
        if (!standard.isNone()) standard.requireChannels(border.shape()[0]);
        return new FloatSamples(values, border, standard);
    }

    @Override
    public Normalization statistics() {
        int channels = border.shape()[0];
        int each = values.length == 0 ? 1 : values[0].length / channels;
        double n = (double) values.length * each;
        double[] mean = new double[channels];
        for (float[] sample : values) {
            for (int i = 0; i < sample.length; i++) mean[i / each] += sample[i] / n;
        }
        double[] variance = new double[channels];
        for (float[] sample : values) {
            for (int i = 0; i < sample.length; i++) {
                double away = sample[i] - mean[i / each];
                variance[i / each] += away * away / n;
            }
        }
        float[] means = new float[channels];
        float[] deviations = new float[channels];
        for (int c = 0; c < channels; c++) {
            means[c] = (float) mean[c];
            float deviation = (float) Math.sqrt(variance[c]);
            deviations[c] = deviation > 0 ? deviation : 1f;
        }
        return new Normalization(means, deviations);
    }
}
