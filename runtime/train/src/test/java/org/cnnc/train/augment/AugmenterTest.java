package org.cnnc.train.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.List;
import org.cnnc.runtime.CounterRandom;
import org.junit.jupiter.api.Test;

class AugmenterTest {
    private static final SampleShape SHAPE = SampleShape.of(2, 6, 7);
    private static final List<Augmentation> EACH = List.of(
            new Crop(1), new Flip(), new Rotate(20), new Scale(0.8, 1.2), new Shear(10), new Shift(1), new Cutout(2), new Noise(0.1));

    private static Augmenter augmenter(List<Augmentation> augmentations, long seed) {
        return new Augmenter(augmentations, SHAPE, new float[] {-1, -2}, 3, seed);
    }

    /** The samples of these indices. */
    private static Batch batch(int... samples) {
        float[] inputs = new float[samples.length * SHAPE.size()];
        float[] targets = new float[samples.length * 3];
        for (int s = 0; s < samples.length; s++) {
            for (int i = 0; i < SHAPE.size(); i++) {
                inputs[s * SHAPE.size() + i] = CounterRandom.uniform(9, samples[s], i);
            }
            targets[3 * s + samples[s] % 3] = 1;
        }
        return new Batch(inputs, targets, samples.length);
    }

    private static float[] augmented(Augmenter augmenter, int epoch, int... samples) {
        Batch batch = batch(samples);
        augmenter.apply(batch, epoch, 4, samples, 0);
        return batch.inputs();
    }

    private static float[] part(float[] inputs, int index) {
        return Arrays.copyOfRange(inputs, index * SHAPE.size(), (index + 1) * SHAPE.size());
    }

    @Test
    void aSamplesChangesDependOnSeedEpochAndSampleAlone() {
        Augmenter augmenter = augmenter(EACH, 1);
        float[] many = augmented(augmenter, 2, 5, 17, 8, 3);
        assertThat(part(many, 1)).containsExactly(augmented(augmenter, 2, 17));
        assertThat(part(many, 3)).containsExactly(augmented(augmenter(EACH, 1), 2, 3));
        assertThat(part(many, 1)).isNotEqualTo(augmented(augmenter, 3, 17)).isNotEqualTo(augmented(augmenter(EACH, 2), 2, 17));
        Batch batch = batch(8, 3);
        augmenter.apply(batch, 2, 0, new int[] {5, 17, 8, 3}, 2);
        assertThat(part(batch.inputs(), 1)).containsExactly(part(many, 3));
        assertThat(batch.targets()).containsExactly(batch(8, 3).targets());
    }

    @Test
    void theSameAugmentationTwiceDrawsTwice() {
        Augmenter twice = augmenter(List.of(new Noise(1), new Noise(1)), 1);
        Augmenter once = augmenter(List.of(new Noise(1)), 1);
        float[] before = batch(4).inputs();
        float[] first = augmented(once, 1, 4);
        float[] both = augmented(twice, 1, 4);
        double product = 0;
        for (int i = 0; i < before.length; i++) product += (first[i] - before[i]) * (both[i] - first[i]);
        assertThat(product / before.length).isCloseTo(0, offset(5 / Math.sqrt(before.length)));
        assertThat(both).isNotEqualTo(first);
    }

    @Test
    void theOrderIsTheOneGiven() {
        float[] noisyBehind = augmented(augmenter(List.of(new Cutout(4), new Noise(1)), 1), 1, 4);
        float[] blankBehind = augmented(augmenter(List.of(new Noise(1), new Cutout(4)), 1), 1, 4);
        assertThat(noisyBehind).doesNotContain(0f);
        assertThat(blankBehind).contains(0f);
    }

    /** Moved out of the frame and back, the image is whole: the two moves are one. */
    @Test
    void affineOnesInARowMoveTheImageOnce() {
        Sample sample = RandomSamples.of(1, 1, 6, 7);
        float[] before = sample.values().clone();
        AffineMap away = AffineMap.translation(5, 0);
        Resampling.apply(sample, away.then(AffineMap.translation(-5, 0)));
        assertThat(sample.values()).containsExactly(before);

        List<Augmentation> maps = List.of(new Rotate(30), new Shear(20), new Flip());
        float[] composed = augmented(augmenter(maps, 1), 1, 4);
        long sampleKey = CounterRandom.derive(CounterRandom.derive(CounterRandom.derive(1, 0x617567L), 1), 4);
        AffineMap map = AffineMap.IDENTITY;
        for (int i = 0; i < maps.size(); i++) {
            map = map.then(((Affine) maps.get(i)).draw(6, 7, new Draws(CounterRandom.derive(sampleKey, i))));
        }
        Sample expected = new Sample(SHAPE, new float[] {-1, -2});
        System.arraycopy(batch(4).inputs(), 0, expected.values(), 0, SHAPE.size());
        Resampling.apply(expected, map);
        assertThat(composed).containsExactly(expected.values());
    }

    @Test
    void mixingWaitsForAllSamplesAndKeepsItsPlaceInTheOrder() {
        int[] samples = {5, 17, 8, 3};
        Batch batch = batch(samples);
        augmenter(List.of(new Flip(), new Mixup(1), new Noise(0)), 1).apply(batch, 2, 4, samples, 0);
        float[] flipped = augmented(augmenter(List.of(new Flip()), 1), 2, samples);
        double share = batch.targets()[2];
        // 5 is of class 2 and keeps its share; 17, of class 2 too, is what is mixed with it.
        assertThat(share).isEqualTo(1);
        double own = batch.targets()[3 + 2] == 1 ? batch.targets()[2 * 3 + 2] : Double.NaN;
        for (int s = 0; s < samples.length; s++) {
            int next = (s + 1) % samples.length;
            for (int i = 0; i < SHAPE.size(); i++) {
                double expected = own * flipped[s * SHAPE.size() + i] + (1 - own) * flipped[next * SHAPE.size() + i];
                assertThat(batch.inputs()[s * SHAPE.size() + i]).isCloseTo((float) expected, offset(1e-5f));
            }
        }
    }

    @Test
    void batchesMixInSharesOfTheirOwn() {
        Augmenter augmenter = augmenter(List.of(new Mixup(1)), 1);
        int[] samples = {0, 1};
        float[] shares = new float[3];
        for (int index = 0; index < shares.length; index++) {
            Batch batch = batch(samples);
            augmenter.apply(batch, 1, index, samples, 0);
            shares[index] = batch.targets()[0];
            Batch again = batch(samples);
            augmenter(List.of(new Mixup(1)), 1).apply(again, 1, index, samples, 0);
            assertThat(again.inputs()).containsExactly(batch.inputs());
        }
        assertThat(shares[0]).isNotEqualTo(shares[1]).isNotEqualTo(shares[2]);
        assertThat(shares[1]).isNotEqualTo(shares[2]);
    }

    @Test
    void refusesWhatDoesNotFitTheSamples() {
        for (Augmentation turn : List.of(new Rotate(1), new Scale(1, 1), new Shear(1))) {
            assertThatThrownBy(() -> new Augmenter(List.of(turn), SampleShape.of(3, 8), new float[3], 3, 1))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(turn.name());
        }
        for (Augmentation moved : List.of(new Flip(), new Shift(1), new Crop(1), new Cutout(1), new Cutmix(1))) {
            assertThatThrownBy(() -> new Augmenter(List.of(moved), SampleShape.of(8), new float[8], 3, 1))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(moved.name());
        }
        new Augmenter(List.of(new Noise(1), new Mixup(1)), SampleShape.of(8), new float[8], 3, 1);
        new Augmenter(List.of(new Flip(), new Shift(1), new Crop(1), new Cutout(1), new Cutmix(1)), SampleShape.of(1, 8), new float[1], 3, 1);
    }

    @Test
    void refusesArgumentsOutOfRange() {
        assertThatThrownBy(() -> new Scale(2, 1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("hi");
        assertThatThrownBy(() -> new Scale(0, 1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("lo");
        assertThatThrownBy(() -> new Rotate(181)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("deg");
        assertThatThrownBy(() -> new Shear(90)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("deg");
        assertThatThrownBy(() -> new Noise(Double.NaN)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("std");
        assertThatThrownBy(() -> new Shift(-1)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("px");
    }
}
