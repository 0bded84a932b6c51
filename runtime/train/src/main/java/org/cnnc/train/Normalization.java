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

    /**
     * Standardises samples in place.
     *
     * @param samples sample-major, channel by channel
     * @param channelSize floats of one channel of one sample
     */
    public void apply(float[] samples, int channelSize) {
        if (isNone()) return;
        int stride = mean.length * channelSize;
        if (samples.length % stride != 0) {
            throw new IllegalArgumentException("samples: expected a multiple of " + mean.length + " channels of "
                    + channelSize + " floats, found " + samples.length + " floats");
        }
        for (int i = 0; i < samples.length; i++) {
            int channel = i % stride / channelSize;
            samples[i] = (samples[i] - mean[channel]) / deviation[channel];
        }
    }
}
