package org.cnnc.train;

import java.util.Arrays;
import org.cnnc.runtime.CounterRandom;

/**
 * Deals a data set into batches, in an order of its own for each epoch, which depends on the seed and the
 * epoch only. The last batch is smaller where the sizes demand it.
 */
public final class BatchSampler {
    /** Separates the order from other uses of the seed. */
    private static final long ORDER = 0x6F72646572L;

    private final Dataset data;
    private final int batch;
    private final int targetSize;
    private final long key;
    private int[] order;

    /**
     * @param targetSize floats of a target: the classes, one-hot; or 1 for two classes, 0 or 1
     * @throws DataException if the classes do not fit the target
     */
    public BatchSampler(Dataset data, int batch, int targetSize, long seed) throws DataException {
        if (batch < 1) throw new IllegalArgumentException("batch: expected 1 or more, found " + batch);
        checkClasses(data, targetSize);
        this.data = data;
        this.batch = Math.min(batch, Math.max(1, data.size()));
        this.targetSize = targetSize;
        key = CounterRandom.derive(seed, ORDER);
        shuffle(0);
    }

    /** Demands that an output of this size can tell the data's classes. */
    static void checkClasses(Dataset data, int outputSize) throws DataException {
        boolean binary = outputSize == 1 && data.classes() == 2;
        if (!binary && outputSize != data.classes()) {
            throw new DataException(DataException.Kind.MISFIT, "the data has " + data.classes() + " classes, the network's output has "
                    + outputSize + " values; --set classes=" + data.classes() + " would fit");
        }
    }

    /** Takes the order of an epoch. */
    public void shuffle(int epoch) {
        order = Shuffle.permutation(data.size(), CounterRandom.derive(key, epoch));
    }

    /** Batches of an epoch. */
    public int batches() {
        return (int) (((long) data.size() + batch - 1) / batch);
    }

    /** Samples of the largest batch. */
    public int batchSize() {
        return batch;
    }

    /** Samples of the last batch, which has what the others leave. */
    public int lastBatchSize() {
        return data.size() - (batches() - 1) * batch;
    }

    /**
     * Copies a batch.
     *
     * @param index the batch, from 0
     * @return number of samples
     */
    public int fill(int index, float[] inputs, float[] targets) {
        int first = index * batch;
        int count = Math.min(batch, data.size() - first);
        int size = data.sampleSize();
        Arrays.fill(targets, 0, count * targetSize, 0f);
        for (int s = 0; s < count; s++) {
            int sample = order[first + s];
            System.arraycopy(data.samples(), sample * size, inputs, s * size, size);
            int label = data.labels()[sample];
            if (targetSize == 1) {
                targets[s] = label;
            } else {
                targets[s * targetSize + label] = 1f;
            }
        }
        return count;
    }
}
