package org.cnnc.train.sheet;

import org.cnnc.train.Normalization;

/**
 * How the numbers of a sample become colours: normalisation is taken back, and what is left from {@code black} to
 * {@code white} becomes 0 to 255; beyond them it is cut off.
 */
public record Levels(Normalization normalization, float black, float white) {
    private static final int BRIGHTEST = 255;

    /**
     * From 0 to 1, as pixels are, or from the least to the most of what the samples have where that is beyond.
     *
     * @param channelSize numbers of a channel
     */
    public static Levels of(Normalization normalization, int channelSize, Iterable<float[]> samples) {
        Levels plain = new Levels(normalization, 0, 1);
        float least = 0;
        float most = 1;
        for (float[] sample : samples) {
            for (int i = 0; i < sample.length; i++) {
                float value = plain.raw(sample[i], i / channelSize);
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
        }
        // Rounding may leave a white pixel a little above 1.
        boolean pixels = least >= -0.01f && most <= 1.01f;
        return pixels ? plain : new Levels(normalization, least, most);
    }

    private float raw(float value, int channel) {
        return normalization.isNone() ? value : value * normalization.deviation()[channel] + normalization.mean()[channel];
    }

    /** From 0 to 255. */
    int level(float value, int channel) {
        float share = (raw(value, channel) - black) / (white - black);
        return Math.round(Math.clamp(share, 0f, 1f) * BRIGHTEST);
    }
}
