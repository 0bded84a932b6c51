package org.cnnc.train.augment;

import org.cnnc.runtime.CounterRandom;

/** Samples of random numbers, and draws that differ from one another. */
final class RandomSamples {
    static final float BLACK = -0.75f;

    private RandomSamples() {}

    /** Every channel has a black of its own: -0.75, -1.75, … */
    static Sample of(long key, int... extents) {
        SampleShape shape = SampleShape.of(extents);
        float[] black = new float[shape.channels()];
        for (int c = 0; c < black.length; c++) black[c] = BLACK - c;
        Sample sample = new Sample(shape, black);
        for (int i = 0; i < shape.size(); i++) {
            sample.values()[i] = CounterRandom.uniform(key, 0, i);
            sample.spare()[i] = Float.NaN;
        }
        return sample;
    }

    static Draws draws(long key) {
        return new Draws(CounterRandom.derive(7, key));
    }
}
