package org.cnnc.train;

import java.util.NoSuchElementException;
import org.cnnc.train.augment.Batch;

/** The batches of one epoch, one after another. Closing it ends whatever makes them. */
sealed interface BatchFeed extends AutoCloseable permits BatchFeed.Direct, BackgroundFeed {
    /**
     * The next batch; the caller's until the next call.
     *
     * @throws NoSuchElementException behind the epoch's last
     */
    Batch next();

    @Override
    void close();

    /** The batches of the sampler's epoch: augmented ones come from a thread of their own, which works ahead. */
    static BatchFeed of(BatchSampler sampler) {
        return sampler.isAugmented() ? new BackgroundFeed(sampler) : new Direct(sampler);
    }

    /** Arrays for the largest batch. */
    static Batch allocate(BatchSampler sampler) {
        return new Batch(
                new float[Math.multiplyExact(sampler.batchSize(), sampler.sampleSize())],
                new float[Math.multiplyExact(sampler.batchSize(), sampler.targetSize())], 0);
    }

    /** Demands that an epoch has this batch. */
    static void checkIndex(int index, BatchSampler sampler) {
        if (index >= sampler.batches()) throw new NoSuchElementException("the epoch has " + sampler.batches() + " batches");
    }

    /** Copies each batch when it is asked for. */
    final class Direct implements BatchFeed {
        private final BatchSampler sampler;
        private final Batch arrays;
        private int index;

        private Direct(BatchSampler sampler) {
            this.sampler = sampler;
            arrays = allocate(sampler);
        }

        @Override
        public Batch next() {
            checkIndex(index, sampler);
            return arrays.of(sampler.fill(index++, arrays.inputs(), arrays.targets()));
        }

        @Override
        public void close() {}
    }
}
