package org.cnnc.train;

/**
 * Standardises channels: {@code (x - mean) / deviation}.
 *
 * @param mean of each channel
 * @param deviation of each channel
 */
public record Normalization(float[] mean, float[] deviation) {
    /** Leaves samples as they are. */
    public static final Normalization NONE = new Normalization(new float[0], new float[0]);

    /** Whether samples stay as they are. */
    public boolean isNone() {
        return mean.length == 0;
    }

    /** One value of a channel. */
    float apply(float value, int channel) {
        return (value - mean[channel]) / deviation[channel];
    }

    /**
     * Standardises one sample in place.
     *
     * @param offset where it starts
     * @param size its floats, channel by channel
     */
    public void apply(float[] samples, int offset, int size) {
        if (isNone()) return;
        if (size % mean.length != 0) {
            throw new IllegalArgumentException("a sample: expected " + mean.length + " channels of one size, found " + size + " floats");
        }
        int each = size / mean.length;
        for (int i = 0; i < size; i++) samples[offset + i] = apply(samples[offset + i], i / each);
    }

    /** What 0 becomes, in each of so many channels. */
    float[] black(int channels) {
        float[] black = new float[channels];
        apply(black, 0, channels);
        return black;
    }

    /** Demands that it is one of so many channels, and returns their number. */
    int requireChannels(int channels) {
        if (channels != mean.length) {
            throw new IllegalArgumentException("normalization: expected " + channels + " channels, found " + mean.length);
        }
        return channels;
    }
}
