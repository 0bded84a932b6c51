package org.cnnc.train;

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
     * @param targetSize floats of a target
     * @throws DataException if the data's targets are not of that size
     */
    public BatchSampler(Dataset data, int batch, int targetSize, long seed) throws DataException {
        if (batch < 1) throw new IllegalArgumentException("batch: expected 1 or more, found " + batch);
        data.targets().checkFit(targetSize);
        this.data = data;
        this.batch = Math.min(batch, Math.max(1, data.size()));
        this.targetSize = targetSize;
        key = CounterRandom.derive(seed, ORDER);
        shuffle(0);
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
        for (int s = 0; s < count; s++) {
            int sample = order[first + s];
            data.samples().fill(sample, inputs, s * size);
            data.targets().write(sample, targets, s * targetSize, targetSize);
        }
        return count;
    }
}
