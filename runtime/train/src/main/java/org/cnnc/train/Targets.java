package org.cnnc.train;

import java.util.Arrays;

/** What a network is to give for each sample of a data set: a class, or numbers of the output's shape. */
public sealed interface Targets {
    /** Number of samples. */
    int size();

    /**
     * Demands that an output of this size can be held against them.
     *
     * @throws DataException if it cannot
     */
    void checkFit(int outputSize) throws DataException;

    /**
     * Writes what the output should be for a sample.
     *
     * @param size values of the output, which {@link #checkFit} let pass
     */
    void write(int sample, float[] to, int offset, int size);

    /** Those of some of the samples, in the order given. */
    Targets select(int[] samples);

    /**
     * Classes. The target of one of them is one-hot; for an output of one value it is the class itself, 0 or 1.
     *
     * @param labels the class of each sample, from 0
     * @param classes number of classes
     */
    record Classes(int[] labels, int classes) implements Targets {
        public Classes {
            for (int label : labels) {
                if (label < 0 || label >= classes) {
                    throw new IllegalArgumentException("labels: expected 0 to " + (classes - 1) + ", found " + label);
                }
            }
        }

        @Override
        public int size() {
            return labels.length;
        }

        @Override
        public void checkFit(int outputSize) throws DataException {
            boolean binary = outputSize == 1 && classes == 2;
            if (!binary && outputSize != classes) {
                throw new DataException(DataException.Kind.MISFIT, "the data has " + classes + " classes, the network's output has "
                        + outputSize + " values; --set classes=" + classes + " would fit");
            }
        }

        @Override
        public void write(int sample, float[] to, int offset, int size) {
            if (size == 1) {
                to[offset] = labels[sample];
            } else {
                Arrays.fill(to, offset, offset + size, 0f);
                to[offset + labels[sample]] = 1f;
            }
        }

        @Override
        public Classes select(int[] samples) {
            return new Classes(Arrays.stream(samples).map(sample -> labels[sample]).toArray(), classes);
        }
    }

    /**
     * Numbers: measurements to be predicted, marks 0 and 1 of several labels, probabilities, one-hot maps.
     *
     * @param values sample-major
     * @param shape extents of one sample's, such as 3, or 2 x 64 x 64
     */
    record Values(float[] values, int[] shape) implements Targets {
        public Values {
            int size = Dataset.sizeOf(shape);
            if (size == 0 || values.length % size != 0) {
                throw new IllegalArgumentException("targets: expected samples of " + Dataset.extents(shape) + ", " + size
                        + " floats each; found " + values.length + " floats in all");
            }
        }

        /** Floats of one sample's. */
        public int targetSize() {
            return Dataset.sizeOf(shape);
        }

        @Override
        public int size() {
            return values.length / targetSize();
        }

        @Override
        public void checkFit(int outputSize) throws DataException {
            if (targetSize() != outputSize) {
                throw new DataException(DataException.Kind.MISFIT, "the data has targets of " + Dataset.extents(shape) + ", "
                        + targetSize() + " values each, the network's output has " + outputSize);
            }
        }

        @Override
        public void write(int sample, float[] to, int offset, int size) {
            System.arraycopy(values, sample * targetSize(), to, offset, size);
        }

        @Override
        public Values select(int[] samples) {
            int size = targetSize();
            float[] selected = new float[Math.multiplyExact(samples.length, size)];
            for (int s = 0; s < samples.length; s++) write(samples[s], selected, s * size, size);
            return new Values(selected, shape);
        }
    }
}
