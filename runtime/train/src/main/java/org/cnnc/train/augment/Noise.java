package org.cnnc.train.augment;

/**
 * Adds normal noise to every number of a sample, each drawn for itself. A deviation is measured in what the network
 * sees: in units of a channel's deviation where the data is normalised, else in units of white. Results are not cut off
 * at black and white.
 *
 * @param std standard deviation
 */
public record Noise(double std) implements SampleAugmentation {
    public Noise {
        Augmentation.require("std", std, 0, Float.MAX_VALUE);
    }

    @Override
    public String name() {
        return "noise";
    }

    @Override
    public boolean fits(SampleShape shape) {
        return true;
    }

    @Override
    public void apply(Sample sample, Draws draws) {
        if (std == 0) return;
        float[] values = sample.values();
        for (int i = 0; i < values.length; i++) values[i] = (float) (values[i] + std * draws.normal(i));
    }
}
