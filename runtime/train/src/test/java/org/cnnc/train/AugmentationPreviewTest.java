package org.cnnc.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.cnnc.train.augment.Augmentation;
import org.cnnc.train.augment.Crop;
import org.cnnc.train.augment.Mixup;
import org.cnnc.train.augment.Noise;
import org.cnnc.train.sheet.Picture;
import org.junit.jupiter.api.Test;

class AugmentationPreviewTest {
    private static Split images() {
        Dataset blobs = Blobs.dataset(40, 1);
        Dataset images = new Dataset(Blobs.values(blobs), new int[] {1, 2, 3}, blobs.targets());
        return new Split(images, images, images, Normalization.NONE);
    }

    private static AugmentationPreview preview(List<Augmentation> augmentations, int count) throws DataException {
        return AugmentationPreview.of(images(), 3, augmentations, 5, count, 4, 3);
    }

    /** Every sample of an epoch as training sees it, whole batches long. */
    private static float[] trained(List<Augmentation> augmentations, int epoch) throws DataException {
        BatchSampler sampler = new BatchSampler(images().train(), 40, 3, 5, Order.SHUFFLED, augmentations, Normalization.NONE);
        sampler.shuffle(epoch);
        float[] inputs = new float[40 * 6];
        sampler.fill(0, inputs, new float[40 * 3]);
        return inputs;
    }

    @Test
    void showsTheEpochsFirstSamplesAsTrainingSeesThem() throws DataException {
        List<Augmentation> augmentations = List.of(new Crop(1), new Noise(0.1));
        AugmentationPreview preview = preview(augmentations, 5);
        assertThat(preview.titles()).containsExactly("sample", "epoch 4", "epoch 5", "epoch 6");
        assertThat(preview.rows()).hasSize(5).allSatisfy(row -> assertThat(row).hasSize(4));
        float[] plain = trained(List.of(), 4);
        float[] first = trained(augmentations, 4);
        for (int s = 0; s < 5; s++) {
            List<Picture> row = preview.rows().get(s);
            assertThat(row.get(0).values()).containsExactly(Arrays.copyOfRange(plain, 6 * s, 6 * s + 6));
            assertThat(row.get(1).values()).containsExactly(Arrays.copyOfRange(first, 6 * s, 6 * s + 6));
            float[] second = row.get(2).values();
            float[] later = trained(augmentations, 5);
            boolean seen = false;
            for (int i = 0; i < 40; i++) seen |= Arrays.equals(second, 0, 6, later, 6 * i, 6 * i + 6);
            assertThat(seen).isTrue();
            assertThat(row.get(0).caption()).hasSize(1);
            assertThat(row.get(1).caption()).isEmpty();
        }
    }

    @Test
    void mixturesStandWithTheirClassesAndShares() throws DataException {
        AugmentationPreview preview = preview(List.of(new Mixup(2)), 4);
        for (int s = 0; s < 4; s++) {
            String own = preview.rows().get(s).getFirst().caption().getFirst();
            String next = preview.rows().get((s + 1) % 4).getFirst().caption().getFirst();
            for (Picture picture : preview.rows().get(s).subList(1, 4)) {
                if (own.equals(next)) continue;
                assertThat(picture.caption()).hasSize(2).allMatch(line -> line.matches("[012] [0-9]+%"));
                assertThat(picture.caption()).anyMatch(line -> line.startsWith(own + " ")).anyMatch(line -> line.startsWith(next + " "));
                int sum = picture.caption().stream().mapToInt(line -> Integer.parseInt(line.substring(2, line.length() - 1))).sum();
                assertThat(sum).isBetween(99, 101);
            }
        }
    }

    @Test
    void thereAreNoMoreThanTheDataHas() throws DataException {
        assertThat(preview(List.of(), 1000).rows()).hasSize(40);
    }
}
