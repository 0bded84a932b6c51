package org.cnnc.benchmarks.fork;

import java.util.Random;

/** The numbers that all sides compute with: each makes them anew, to the same bits. */
public final class Numbers {
    private static final long SEED = 20_240_229;
    private static final double DEVIATION = 0.3;

    private Numbers() {}

    /** Inputs of a batch, normally distributed and about as large as pixels, sample-major. */
    public static float[] inputs(int samples, int size) {
        Random random = new Random(SEED);
        float[] values = new float[samples * size];
        for (int i = 0; i < values.length; i++) values[i] = (float) (DEVIATION * random.nextGaussian());
        return values;
    }

    /** The class of each sample. */
    public static int[] classes(int samples, int classes) {
        Random random = new Random(SEED + 1);
        int[] values = new int[samples];
        for (int i = 0; i < samples; i++) values[i] = random.nextInt(classes);
        return values;
    }

    /** 1 at the class of each sample, sample-major. */
    public static float[] oneHot(int samples, int classes) {
        int[] chosen = classes(samples, classes);
        float[] values = new float[samples * classes];
        for (int i = 0; i < samples; i++) values[i * classes + chosen[i]] = 1;
        return values;
    }
}
