package org.cnnc.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.cnnc.train.augment.Augmentation;
import org.cnnc.train.augment.Augmenter;
import org.cnnc.train.augment.Batch;
import org.cnnc.train.augment.SampleShape;
import org.cnnc.train.sheet.Picture;

/**
 * Training samples, and what they look like in several epochs. Each is augmented as it is in training, but that what
 * mixes samples mixes each with the next one shown, the last with the first.
 *
 * @param titles of the columns: the sample, then the epochs
 * @param rows a sample each
 */
public record AugmentationPreview(List<String> titles, List<List<Picture>> rows) {
    /** Shares below it are told as 0 percent, and left out. */
    private static final float SMALLEST_SHARE = 0.005f;

    /**
     * The first samples of an epoch.
     *
     * @param targetSize floats of a target
     * @param count samples at most
     * @param epoch whose order the samples have, and the first whose augmentation is shown
     * @param variants epochs that are shown
     */
    public static AugmentationPreview of(
            Split data, int targetSize, List<Augmentation> augmentations, long seed, int count, int epoch, int variants)
            throws DataException {
        Dataset train = data.train();
        if (train.size() == 0) throw new DataException(DataException.Kind.EMPTY, "there are no training samples");
        BatchSampler sampler = new BatchSampler(train, count, targetSize, seed, data.order(), List.of(), data.normalization());
        sampler.shuffle(epoch);
        int[] samples = sampler.order(Math.min(count, train.size()));
        Batch plain = BatchFeed.allocate(sampler).of(samples.length);
        sampler.fill(0, plain.inputs(), plain.targets());
        Augmenter augmenter = new Augmenter(
                augmentations, SampleShape.of(train.shape()), data.normalization().black(train.shape()[0]), targetSize, seed);
        List<String> titles = new ArrayList<>(List.of("sample"));
        List<List<Picture>> rows = new ArrayList<>();
        for (int s = 0; s < samples.length; s++) {
            rows.add(new ArrayList<>(List.of(picture(plain, s, train, caption(plain.targets(), s, targetSize, train)))));
        }
        for (int seen = epoch; seen < epoch + variants; seen++) {
            titles.add("epoch " + seen);
            Batch batch = new Batch(plain.inputs().clone(), plain.targets().clone(), samples.length);
            augmenter.apply(batch, seen, 0, samples, 0);
            for (int s = 0; s < samples.length; s++) {
                boolean mixed = !Arrays.equals(
                        batch.targets(), s * targetSize, (s + 1) * targetSize, plain.targets(), s * targetSize, (s + 1) * targetSize);
                List<String> caption = mixed ? caption(batch.targets(), s, targetSize, train) : List.of();
                rows.get(s).add(picture(batch, s, train, caption));
            }
        }
        return new AugmentationPreview(titles, rows);
    }

    private static Picture picture(Batch batch, int sample, Dataset data, List<String> caption) {
        int size = data.sampleSize();
        return new Picture(Arrays.copyOfRange(batch.inputs(), sample * size, (sample + 1) * size), caption);
    }

    /** The class, or each class with its share; nothing where targets are no classes. */
    private static List<String> caption(float[] targets, int sample, int size, Dataset data) {
        return switch (data.targets()) {
            case Targets.Values values -> List.of();
            case Targets.Classes classes -> {
                float[] shares = Arrays.copyOfRange(targets, sample * size, (sample + 1) * size);
                if (size == 1) shares = new float[] {1 - shares[0], shares[0]};
                float[] all = shares;
                yield IntStream.range(0, all.length).filter(c -> all[c] >= SMALLEST_SHARE)
                        .mapToObj(c -> all[c] == 1 ? Integer.toString(c) : String.format(Locale.ROOT, "%d %.0f%%", c, 100 * all[c]))
                        .toList();
            }
        };
    }
}
