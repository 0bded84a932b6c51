package org.cnnc.train;

import java.util.Arrays;

/**
 * Samples of unsigned bytes, scaled to 0..1.
 *
 * @param cells of each sample, channel by channel, without padding
 * @param border their shape, and the zeros around it
 * @param levels by channel, or one for all: what each byte becomes
 */
record ByteSamples(byte[][] cells, Border border, float[][] levels) implements Samples {
    private static final int LEVELS = 256;
    private static final float WHITE = 255f;

    /** @param shape extents of each sample, channels first */
    static ByteSamples of(byte[][] cells, int... shape) {
        int size = Dataset.sizeOf(shape);
        for (byte[] sample : cells) {
            if (sample.length != size) throw new IllegalArgumentException("sample: expected " + size + " bytes, found " + sample.length);
        }
        return new ByteSamples(cells, Border.of(shape, 0), new float[][] {scaled()});
    }

    private static float[] scaled() {
        float[] levels = new float[LEVELS];
        for (int level = 0; level < LEVELS; level++) levels[level] = level / WHITE;
        return levels;
    }

    @Override
    public int size() {
        return cells.length;
    }

    @Override
    public int[] shape() {
        return border.padded();
    }

    @Override
    public void fill(int sample, float[] into, int offset) {
        byte[] from = cells[sample];
        if (border.cells() > 0) zeros(into, offset);
        int run = border.run();
        boolean vector = border.shape().length == 1;
        int[] rows = border.rows();
        int at = 0;
        for (int row = 0; row < rows.length; row++) {
            int to = offset + rows[row];
            float[] level = levels[levels.length == 1 ? 0 : border.channel(row)];
            for (int i = 0; i < run; i++, at++) {
                if (vector && levels.length > 1) level = levels[i];
                into[to + i] = level[from[at] & 0xFF];
            }
        }
    }

    private void zeros(float[] into, int offset) {
        int[] shape = shape();
        int channel = Arrays.stream(shape, 1, shape.length).reduce(1, Math::multiplyExact);
        for (int c = 0; c < shape[0]; c++) {
            int from = offset + c * channel;
            Arrays.fill(into, from, from + channel, levels[levels.length == 1 ? 0 : c][0]);
        }
    }

    @Override
    public Samples select(int[] indices) {
        byte[][] chosen = new byte[indices.length][];
        Arrays.setAll(chosen, i -> cells[indices[i]]);
        return new ByteSamples(chosen, border, levels);
    }

    @Override
    public Samples padded(int zeros) {
        return new ByteSamples(cells, Border.of(border.shape(), zeros), levels);
    }

    @Override
    public Samples normalized(Normalization normalization) {
        if (normalization.isNone()) return this;
        int channels = normalization.requireChannels(border.shape()[0]);
        float[][] standard = new float[channels][];
        for (int c = 0; c < channels; c++) {
            standard[c] = scaled();
            for (int level = 0; level < LEVELS; level++) standard[c][level] = normalization.apply(standard[c][level], c);
        }
        return new ByteSamples(cells, border, standard);
    }

    @Override
    public Normalization statistics() {
        int channels = border.shape()[0];
        long[] sum = new long[channels];
        long[] squares = new long[channels];
        int each = cells.length == 0 ? 1 : cells[0].length / channels;
        for (byte[] sample : cells) {
            for (int i = 0; i < sample.length; i++) {
                int value = sample[i] & 0xFF;
                sum[i / each] += value;
                squares[i / each] += (long) value * value;
            }
        }
        double n = (double) cells.length * each;
        float[] means = new float[channels];
        float[] deviations = new float[channels];
        for (int c = 0; c < channels; c++) {
            double mean = sum[c] / n;
            double deviation = Math.sqrt(squares[c] / n - mean * mean);
            means[c] = (float) (mean / WHITE);
            deviations[c] = deviation > 0 ? (float) (deviation / WHITE) : 1f;
        }
        return new Normalization(means, deviations);
    }
}
