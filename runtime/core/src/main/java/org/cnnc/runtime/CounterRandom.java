package org.cnnc.runtime;

/**
 * Random numbers by counter: each is a hash of its place, so that they do not depend on the order in which
 * threads draw them. The hash is the finaliser of SplitMix64 (Steele, Lea and Flood, 2014).
 */
public final class CounterRandom {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private CounterRandom() {}

    /** A number on [0, 1), a multiple of 2^-24. */
    public static float uniform(long key, int stream, int index) {
        return (hash(key, stream, index) >>> 40) * 0x1p-24f;
    }

    /** 64 random bits. */
    public static long hash(long key, int stream, int index) {
        return mix(key + (((long) stream << 32) | (index & 0xFFFFFFFFL)) * GOLDEN);
    }

    /** A key derived from another, such as a step's from the run's. */
    public static long derive(long key, long part) {
        return mix(mix(key + GOLDEN) ^ (part * GOLDEN));
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
