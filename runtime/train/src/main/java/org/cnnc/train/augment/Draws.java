package org.cnnc.train.augment;

import org.cnnc.runtime.CounterRandom;
import org.cnnc.runtime.NormalQuantile;

/**
 * Random numbers, each by its place, so that they do not depend on the order in which they are asked for.
 *
 * @param key of one augmentation of one sample or batch
 */
record Draws(long key) {
    private static final int UNIFORM = 1;

    /** Uniform on [0, 1), a multiple of 2^-53. */
    double unit(int index) {
        return (CounterRandom.hash(key, UNIFORM, index) >>> 11) * 0x1p-53;
    }

    /** Uniform between two numbers. */
    double between(int index, double low, double high) {
        return low + unit(index) * (high - low);
    }

    /** Uniform on the whole numbers from 0 to {@code count - 1}; the bias is below 2^-32. */
    int below(int index, int count) {
        return (int) Math.unsignedMultiplyHigh(CounterRandom.hash(key, UNIFORM, index), count);
    }

    /** Uniform on the whole numbers from {@code -most} to {@code most}. */
    int around(int index, int most) {
        return below(index, Math.addExact(Math.multiplyExact(2, most), 1)) - most;
    }

    /** Standard normal. */
    double normal(int index) {
        return NormalQuantile.of(NormalQuantile.probability(key, index));
    }
}
