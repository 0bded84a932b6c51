package org.cnnc.train;

/** How the outputs of several networks become one. Sums are taken in double precision, in the networks' order. */
public enum Averaging {
    /** The mean of the outputs themselves: of probabilities, or of numbers. */
    OUTPUTS {
        @Override
        void add(float[] output, int offset, int size, int channels, double[] sums) {
            for (int i = offset; i < offset + size; i++) sums[i] += output[i];
        }

        @Override
        double output(double mean) {
            return mean;
        }
    },

    /**
     * The outputs are logits of classes, at each position: the mean of their softmax, given as its logarithm, whose softmax is that mean
     * again.
     */
    SOFTMAX {
        @Override
        void add(float[] output, int offset, int size, int channels, double[] sums) {
            int positions = size / channels;
            for (int first = offset; first < offset + positions; first++) {
                int end = offset + size;
                double max = Double.NEGATIVE_INFINITY;
                for (int i = first; i < end; i += positions) max = Math.max(max, output[i]);
                double sum = 0;
                for (int i = first; i < end; i += positions) sum += StrictMath.exp(output[i] - max);
                for (int i = first; i < end; i += positions) sums[i] += StrictMath.exp(output[i] - max) / sum;
            }
        }

        @Override
        double output(double mean) {
            return StrictMath.log(Math.max(mean, Double.MIN_NORMAL));
        }
    },

    /** Each output is a logit of its own: the mean of their sigmoid, given as its logit. */
    SIGMOID {
        @Override
        void add(float[] output, int offset, int size, int channels, double[] sums) {
            for (int i = offset; i < offset + size; i++) sums[i] += 1 / (1 + StrictMath.exp(-output[i]));
        }

        @Override
        double output(double mean) {
            return StrictMath.log(Math.max(mean, Double.MIN_NORMAL) / Math.max(1 - mean, NEAREST_TO_ONE));
        }
    };

    /** The distance from 1 to the next double below. */
    private static final double NEAREST_TO_ONE = 0x1p-53;

    /**
     * Adds what one network's output of a sample stands for to the sums, at the same places.
     *
     * @param channels of the output, which come first: the classes, at each of its positions
     */
    abstract void add(float[] output, int offset, int size, int channels, double[] sums);

    /** What stands for a mean. */
    abstract double output(double mean);
}
