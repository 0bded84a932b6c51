package org.cnnc.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.cnnc.train.augment.Augmentation;
import org.cnnc.train.augment.Batch;
import org.cnnc.train.augment.Cutmix;
import org.cnnc.train.augment.Flip;
import org.cnnc.train.augment.Mixup;
import org.cnnc.train.augment.Noise;
import org.cnnc.train.augment.Shift;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BatchFeedTest {
    private static final List<Augmentation> ALL =
            List.of(new Shift(1), new Flip(), new Mixup(1), new Cutmix(1), new Noise(0.1));

    private static BatchSampler sampler(List<Augmentation> augmentations) throws DataException {
        Dataset blobs = Blobs.dataset(103, 1);
        Dataset images = new Dataset(Blobs.values(blobs), new int[] {1, 2, 3}, blobs.targets());
        Normalization normalization = new Normalization(new float[] {0.5f}, new float[] {0.25f});
        return new BatchSampler(images, 10, 3, 1, Order.SHUFFLED, augmentations, normalization);
    }

    private static List<Long> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("cnn-batches")).map(Thread::threadId).toList();
    }

    @Test
    void theBatchesAreThoseOfTheSampler() throws Exception {
        for (List<Augmentation> augmentations : List.of(List.<Augmentation>of(), ALL)) {
            BatchSampler sampler = sampler(augmentations);
            BatchSampler expected = sampler(augmentations);
            for (int epoch = 1; epoch <= 3; epoch++) {
                sampler.shuffle(epoch);
                expected.shuffle(epoch);
                try (BatchFeed feed = BatchFeed.of(sampler)) {
                    for (int index = 0; index < sampler.batches(); index++) {
                        Batch batch = feed.next();
                        float[] inputs = new float[batch.inputs().length];
                        float[] targets = new float[batch.targets().length];
                        assertThat(batch.count()).isEqualTo(expected.fill(index, inputs, targets));
                        assertThat(Arrays.copyOf(batch.inputs(), 6 * batch.count()))
                                .containsExactly(Arrays.copyOf(inputs, 6 * batch.count()));
                        assertThat(Arrays.copyOf(batch.targets(), 3 * batch.count()))
                                .containsExactly(Arrays.copyOf(targets, 3 * batch.count()));
                    }
                    assertThatThrownBy(feed::next).isInstanceOf(NoSuchElementException.class);
                }
            }
        }
    }

    @Test
    void onlyAugmentedBatchesTakeAThreadAndItEndsWithTheFeed() throws Exception {
        List<Long> before = threads();
        try (BatchFeed feed = BatchFeed.of(sampler(List.of()))) {
            feed.next();
            assertThat(threads()).isEqualTo(before);
        }
        BatchFeed feed = BatchFeed.of(sampler(ALL));
        feed.next();
        assertThat(feed).isInstanceOf(BackgroundFeed.class);
        feed.close();
        feed.close();
        assertThat(threads()).isEqualTo(before);
        assertThatThrownBy(feed::next).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void itEndsWhetherNoneOrAllBatchesWereTaken() throws Exception {
        List<Long> before = threads();
        for (int taken : new int[] {0, 3, 11}) {
            try (BatchFeed feed = BatchFeed.of(sampler(ALL))) {
                for (int index = 0; index < taken; index++) feed.next();
            }
        }
        assertThat(threads()).isEqualTo(before);
    }

    /** A batch is the caller's until the next one: the thread has other arrays to go on with. */
    @Test
    void aBatchStaysAsItIsWhileTheNextAreMade() throws Exception {
        try (BatchFeed feed = BatchFeed.of(sampler(ALL))) {
            List<float[]> arrays = new ArrayList<>();
            for (int index = 0; index < 8; index++) {
                Batch batch = feed.next();
                float[] seen = batch.inputs().clone();
                Thread.sleep(5);
                assertThat(batch.inputs()).containsExactly(seen);
                if (arrays.stream().noneMatch(array -> array == batch.inputs())) arrays.add(batch.inputs());
            }
            assertThat(arrays).hasSize(3);
        }
    }

    /** 40 samples in batches of 10, one of which is damaged. */
    private static BatchSampler damaged() throws DataException {
        byte[][] cells = new byte[40][6];
        cells[17] = new byte[5];
        float[][] levels = {new float[256]};
        Dataset data = new Dataset(new ByteSamples(cells, Border.of(new int[] {1, 2, 3}, 0), levels), new Targets.Classes(new int[40], 2));
        return new BatchSampler(data, 10, 2, 1, Order.SHUFFLED, ALL, Normalization.NONE);
    }

    @Test
    void whatIsThrownThereIsThrownHereBehindTheBatchesBefore() throws Exception {
        BatchSampler direct = damaged();
        int good = 0;
        while (true) {
            try {
                direct.fill(good, new float[60], new float[20]);
                good++;
            } catch (ArrayIndexOutOfBoundsException e) {
                break;
            }
        }
        assertThat(good).isBetween(1, 3);
        List<Long> before = threads();
        try (BatchFeed feed = BatchFeed.of(damaged())) {
            for (int index = 0; index < good; index++) feed.next();
            assertThatThrownBy(feed::next).isInstanceOf(ArrayIndexOutOfBoundsException.class);
        }
        assertThat(threads()).isEqualTo(before);
    }

    @Test
    void anInterruptedCallerGetsItsBatchAndStaysInterrupted() throws Exception {
        try (BatchFeed feed = BatchFeed.of(sampler(ALL))) {
            Thread.currentThread().interrupt();
            assertThat(feed.next().count()).isEqualTo(10);
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
