package org.cnnc.runtime;

import java.util.Arrays;

/**
 * How a parameter tensor is filled before training. Gains and fans are resolved by the compiler, so
 * that only the distribution is left here. Elements are drawn by counter, so that they do not depend on
 * order, and only by operations that give the same bits on every JVM.
 */
public sealed interface Initializer {
    /**
     * Fills a tensor.
     *
     * @param data where the tensor lies
     * @param offset its first element
     * @param shape its shape, in PyTorch's order
     * @param key what its random numbers are drawn by
     */
    void fill(float[] data, int offset, int[] shape, long key);

    /** Whether the tensor follows from its shape and stays as it is, so that no weight file holds it. */
    default boolean constant() {
        return false;
    }

    /** Every element is {@code value}. */
    record Constant(float value) implements Initializer {
        @Override
        public void fill(float[] data, int offset, int[] shape, long key) {
            Arrays.fill(data, offset, offset + elements(shape), value);
        }
    }

    /** Normal distribution of mean 0 and the standard deviation {@code std}. */
    record Normal(float std) implements Initializer {
        @Override
        public void fill(float[] data, int offset, int[] shape, long key) {
            int size = elements(shape);
            for (int i = 0; i < size; i++) {
                data[offset + i] = (float) (std * NormalQuantile.of(NormalQuantile.probability(key, i)));
            }
        }
    }

    /** Uniform distribution on [{@code low}, {@code high}). */
    record Uniform(float low, float high) implements Initializer {
        @Override
        public void fill(float[] data, int offset, int[] shape, long key) {
            int size = elements(shape);
            // In double, so that rounding to float cannot be pushed to high by the sum; what rounds up is held below.
            float last = Math.max(low, Math.nextDown(high));
            for (int i = 0; i < size; i++) {
                double value = low + ((double) high - low) * CounterRandom.uniform(key, 0, i);
                data[offset + i] = Math.min((float) value, last);
            }
        }
    }

    /**
     * Normal distribution of mean 0, {@code std} before it is cut off at two standard deviations; drawn
     * by its quantile function, which gives what drawing again until it fits would give.
     */
    record TruncatedNormal(float std) implements Initializer {
        /** Share of the normal distribution below -2 standard deviations. */
        private static final double BELOW = 0.022750131948179207;

        @Override
        public void fill(float[] data, int offset, int[] shape, long key) {
            int size = elements(shape);
            for (int i = 0; i < size; i++) {
                double probability = BELOW + (1 - 2 * BELOW) * NormalQuantile.probability(key, i);
                data[offset + i] = (float) (std * NormalQuantile.of(probability));
            }
        }
    }

    /**
     * A (semi-)orthogonal matrix times {@code gain}: the first extent of the tensor is its rows, the
     * product of the others its columns (Saxe et al., 2013; PyTorch's {@code orthogonal_}).
     */
    record Orthogonal(float gain) implements Initializer {
        @Override
        public void fill(float[] data, int offset, int[] shape, long key) {
            int rows = shape[0];
            int columns = elements(shape) / rows;
            double[][] basis = OrthonormalBasis.random(Math.min(rows, columns), Math.max(rows, columns), key);
            for (int r = 0; r < rows; r++) {
                for (int c = 0; c < columns; c++) {
                    double value = rows <= columns ? basis[r][c] : basis[c][r];
                    data[offset + r * columns + c] = (float) (gain * value);
                }
            }
        }
    }

    /**
     * A positional encoding, L x C (Vaswani et al., 2017): element (l, c) is the sine of {@code l / 10000^(c / C)} where c
     * is even, and the cosine of {@code l / 10000^((c - 1) / C)} where it is odd. Nothing in it is drawn or learned.
     */
    record Sinusoidal() implements Initializer {
        @Override
        public void fill(float[] data, int offset, int[] shape, long key) {
            for (int c = 0; c < shape[1]; c++) {
                double frequency = StrictMath.pow(10_000, -(double) (c - c % 2) / shape[1]);
                for (int l = 0; l < shape[0]; l++) {
                    double angle = l * frequency;
                    data[offset + l * shape[1] + c] = (float) (c % 2 == 0 ? StrictMath.sin(angle) : StrictMath.cos(angle));
                }
            }
        }

        @Override
        public boolean constant() {
            return true;
        }
    }

    private static int elements(int[] shape) {
        int size = 1;
        for (int extent : shape) size *= extent;
        return size;
    }
}
