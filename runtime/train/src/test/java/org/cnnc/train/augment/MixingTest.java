package org.cnnc.train.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MixingTest {
    private static final int COUNT = 5;
    private static final int CLASSES = 4;

    /** Sample s is s + 1 all over; its class is s modulo the classes. Behind the samples there is room that stays. */
    private static Batch batch(SampleShape shape, int count) {
        float[] inputs = new float[(count + 1) * shape.size()];
        float[] targets = new float[(count + 1) * CLASSES];
        Arrays.fill(inputs, -7f);
        Arrays.fill(targets, -7f);
        Arrays.fill(targets, 0, count * CLASSES, 0f);
        for (int s = 0; s < count; s++) {
            Arrays.fill(inputs, s * shape.size(), (s + 1) * shape.size(), s + 1);
            targets[s * CLASSES + s % CLASSES] = 1f;
        }
        return new Batch(inputs, targets, count);
    }

    private static int next(int s) {
        return (s + 1) % COUNT;
    }

    /** The share that sample s keeps; the rest must be the next one's. */
    private static double share(Batch batch, int s) {
        double sum = 0;
        for (int c = 0; c < CLASSES; c++) sum += batch.targets()[s * CLASSES + c];
        assertThat(sum).isCloseTo(1, offset(1e-6));
        double own = batch.targets()[s * CLASSES + s % CLASSES];
        // The last sample's class is the first one's.
        if (s == COUNT - 1) return own;
        assertThat(batch.targets()[s * CLASSES + next(s) % CLASSES]).isCloseTo((float) (1 - own), offset(1e-6f));
        return own;
    }

    @Test
    void mixupBlendsInputsAndTargetsInOneShare() {
        SampleShape shape = SampleShape.of(2, 3, 4);
        double sum = 0;
        int trials = 2000;
        for (int trial = 0; trial < trials; trial++) {
            Batch batch = batch(shape, COUNT);
            new Mixup(0.4).apply(batch, shape, CLASSES, RandomSamples.draws(trial));
            double lambda = share(batch, 0);
            sum += lambda;
            for (int s = 0; s < COUNT; s++) {
                if (s < COUNT - 1) assertThat(share(batch, s)).isCloseTo(lambda, offset(1e-6));
                float expected = (float) (lambda * (s + 1) + (1 - lambda) * (next(s) + 1));
                for (int i = 0; i < shape.size(); i++) {
                    assertThat(batch.inputs()[s * shape.size() + i]).isCloseTo(expected, offset(1e-5f));
                }
            }
            assertThat(batch.inputs()[COUNT * shape.size()]).isEqualTo(-7f);
            assertThat(batch.targets()[COUNT * CLASSES]).isEqualTo(-7f);
        }
        // Beta(0.4, 0.4) has mean 1/2 and variance 1 / (4 * 1.8).
        assertThat(sum / trials).isCloseTo(0.5, offset(5 * Math.sqrt(1 / 7.2 / trials)));
    }

    @Test
    void cutmixPastesOneBoxAndCountsItsCells() {
        for (int[] extents : new int[][] {{2, 6, 8}, {3, 11}, {1, 4, 5, 6}}) {
            SampleShape shape = SampleShape.of(extents);
            int pasted = 0;
            for (int trial = 0; trial < 300; trial++) {
                Batch batch = batch(shape, COUNT);
                new Cutmix(1).apply(batch, shape, CLASSES, RandomSamples.draws(trial));
                int cells = 0;
                for (int s = 0; s < COUNT; s++) {
                    cells = 0;
                    for (int i = 0; i < shape.size(); i++) {
                        float value = batch.inputs()[s * shape.size() + i];
                        assertThat(value == s + 1 || value == next(s) + 1).isTrue();
                        if (value != s + 1) cells++;
                        // The same cells in every channel and every sample.
                        boolean ofFirst = batch.inputs()[i % shape.channelSize()] != 1;
                        assertThat(value != s + 1).isEqualTo(ofFirst);
                    }
                    if (s < COUNT - 1) assertThat(1 - share(batch, s)).isCloseTo((double) cells / shape.size(), offset(1e-6));
                }
                if (cells > 0) pasted++;
                assertBox(batch, shape);
                assertThat(batch.inputs()[COUNT * shape.size()]).isEqualTo(-7f);
            }
            assertThat(pasted).isGreaterThan(200);
        }
    }

    private static void assertBox(Batch batch, SampleShape shape) {
        int[] least = {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE};
        int[] most = {-1, -1, -1};
        int cells = 0;
        for (int i = 0; i < shape.channelSize(); i++) {
            if (batch.inputs()[i] == 1) continue;
            cells++;
            int[] place = {i % shape.width(), i / shape.width() % shape.height(), i / (shape.width() * shape.height())};
            for (int axis = 0; axis < 3; axis++) {
                least[axis] = Math.min(least[axis], place[axis]);
                most[axis] = Math.max(most[axis], place[axis]);
            }
        }
        if (cells == 0) return;
        int box = 1;
        for (int axis = 0; axis < 3; axis++) box *= most[axis] - least[axis] + 1;
        assertThat(cells).isEqualTo(box);
    }

    @Test
    void aBatchOfOneAndAnAlphaOfZeroMixNothing() {
        SampleShape shape = SampleShape.of(1, 4, 4);
        for (Mixing mixing : new Mixing[] {new Mixup(1), new Cutmix(1)}) {
            Batch one = batch(shape, 1);
            mixing.apply(one, shape, CLASSES, RandomSamples.draws(1));
            assertThat(one.inputs()).containsExactly(batch(shape, 1).inputs());
            assertThat(one.targets()).containsExactly(batch(shape, 1).targets());
        }
        for (Mixing mixing : new Mixing[] {new Mixup(0), new Cutmix(0)}) {
            Batch batch = batch(shape, COUNT);
            mixing.apply(batch, shape, CLASSES, RandomSamples.draws(1));
            assertThat(batch.inputs()).containsExactly(batch(shape, COUNT).inputs());
            assertThat(batch.targets()).containsExactly(batch(shape, COUNT).targets());
        }
    }
}
