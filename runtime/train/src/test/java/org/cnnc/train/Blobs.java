package org.cnnc.train;

import org.cnnc.runtime.CounterRandom;

/** Synthetic data that a linear model separates: noise around one corner of the cube for each class. */
final class Blobs {
    static final int FEATURES = 6;
    static final int CLASSES = 3;

    private Blobs() {}

    static Split split(int train, int validation, int test) {
        return new Split(dataset(train, 1), dataset(validation, 2), dataset(test, 3), Normalization.NONE);
    }

    static Dataset dataset(int count, long seed) {
        float[] samples = new float[count * FEATURES];
        int[] labels = new int[count];
        for (int s = 0; s < count; s++) {
            labels[s] = s % CLASSES;
            for (int f = 0; f < FEATURES; f++) {
                float noise = CounterRandom.uniform(seed, 0, s * FEATURES + f) - 0.5f;
                samples[s * FEATURES + f] = (f % CLASSES == labels[s] ? 1 : 0) + noise;
            }
        }
        return new Dataset(samples, new int[] {FEATURES}, labels, CLASSES);
    }

    /** All samples, one behind the other. */
    static float[] values(Dataset data) {
        float[] values = new float[data.size() * data.sampleSize()];
        for (int s = 0; s < data.size(); s++) data.samples().fill(s, values, s * data.sampleSize());
        return values;
    }
}
