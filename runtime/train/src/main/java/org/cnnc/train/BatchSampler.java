package org.cnnc.train;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cnnc.runtime.CounterRandom;
import org.cnnc.train.augment.Augmentation;
import org.cnnc.train.augment.Augmenter;
import org.cnnc.train.augment.Batch;
import org.cnnc.train.augment.SampleShape;

/**
 * Deals a data set into batches, in an order of its own for each epoch, which depends on the seed and the
 * epoch only, or in the data's own, and augments them. The last batch is smaller where the sizes demand it.
 */
public final class BatchSampler {
    /** Separates the order from other uses of the seed. */
    private static final long ORDER = 0x6F72646572L;

    private final Dataset data;
    private final int batch;
    private final int targetSize;
    private final long key;
    private final Order ordering;
    private final Optional<Augmenter> augmenter;
    private int epoch;
    private int[] order;

    /**
     * Samples as they are.
     *
     * @param targetSize floats of a target
     * @throws DataException if the data's targets are not of that size
     */
    public BatchSampler(Dataset data, int batch, int targetSize, long seed) throws DataException {
        this(data, batch, targetSize, seed, Order.SHUFFLED, List.of(), Normalization.NONE);
    }

    /**
     * Augmented samples.
     *
     * @param ordering of the samples in an epoch
     * @param augmentations in the order in which they are applied
     * @param normalization what was done to the data
     * @throws IllegalArgumentException if an augmentation cannot be applied to samples of this shape
     */
    public BatchSampler(
            Dataset data, int batch, int targetSize, long seed, Order ordering, List<Augmentation> augmentations,
            Normalization normalization) throws DataException {
        if (batch < 1) throw new IllegalArgumentException("batch: expected 1 or more, found " + batch);
        data.targets().checkFit(targetSize);
        this.data = data;
        this.batch = Math.min(batch, Math.max(1, data.size()));
        this.targetSize = targetSize;
        this.ordering = ordering;
        key = CounterRandom.derive(seed, ORDER);
        augmenter = augmentations.isEmpty() ? Optional.empty() : Optional.of(new Augmenter(
                augmentations, SampleShape.of(data.shape()), normalization.black(data.shape()[0]), targetSize, seed));
        shuffle(0);
    }

    /** Takes the order of an epoch. */
    public void shuffle(int epoch) {
        this.epoch = epoch;
        order = switch (ordering) {
            case SHUFFLED -> Shuffle.permutation(data.size(), CounterRandom.derive(key, epoch));
            case AS_GIVEN -> IntStream.range(0, data.size()).toArray();
        };
    }

    /** The epoch's first samples, by their indices in the data set. */
    int[] order(int count) {
        return Arrays.copyOf(order, count);
    }

    /** Batches of an epoch. */
    public int batches() {
        return (int) (((long) data.size() + batch - 1) / batch);
    }

    /** Whether samples are changed. */
    public boolean isAugmented() {
        return augmenter.isPresent();
    }

    /** Floats of a sample. */
    public int sampleSize() {
        return data.sampleSize();
    }

    /** Floats of a target. */
    public int targetSize() {
        return targetSize;
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
     * Copies a batch and augments it.
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
        augmenter.ifPresent(augment -> augment.apply(new Batch(inputs, targets, count), epoch, index, order, first));
        return count;
    }
}
