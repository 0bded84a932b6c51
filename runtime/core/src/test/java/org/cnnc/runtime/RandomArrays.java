package org.cnnc.runtime;

/** Arrays of seeded numbers for tests. */
final class RandomArrays {
    private RandomArrays() {}

    /** Uniform on [-1, 1). */
    static float[] uniform(int length, long seed) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) values[i] = 2 * CounterRandom.uniform(seed, 0, i) - 1;
        return values;
    }
}
