package org.cnnc.train.augment;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.runtime.CounterRandom;

/**
 * Applies augmentations to batches, in their order. The result follows from seed, epoch, the samples' indices and the
 * batch's; one thread at a time may use it.
 */
public final class Augmenter {
    /** Separates augmentation from other uses of the seed. */
    private static final long AUGMENT = 0x617567L;

    /** Separates what is drawn for a batch from what is drawn for a sample. */
    private static final long OF_BATCH = -1;

    private final List<Stage> stages;
    private final SampleShape shape;
    private final int targetSize;
    private final long key;
    private final Sample sample;

    /** What is done to all samples before the next begins. */
    private sealed interface Stage {
        /** Samples are changed one by one. */
        record Each(List<Step> steps) implements Stage {}

        /** Samples are mixed. @param place among all augmentations */
        record Mix(Mixing mixing, int place) implements Stage {}
    }

    /** A part of what is done to one sample. */
    private sealed interface Step {
        /** @param place among all augmentations */
        record Single(SampleAugmentation augmentation, int place) implements Step {}

        /** Several affine maps as one. @param place of the first */
        record Composed(List<Affine> maps, int place) implements Step {}
    }

    /**
     * @param shape of the samples
     * @param black of each channel: what 0 has become by normalisation
     * @param targetSize floats of a target
     * @throws IllegalArgumentException if an augmentation does not fit the samples
     */
    public Augmenter(List<Augmentation> augmentations, SampleShape shape, float[] black, int targetSize, long seed) {
        augmentations.forEach(augmentation -> requireFit(augmentation, shape));
        this.stages = stages(augmentations, shape);
        this.shape = shape;
        this.targetSize = targetSize;
        key = CounterRandom.derive(seed, AUGMENT);
        sample = new Sample(shape, black);
    }

    private static void requireFit(Augmentation augmentation, SampleShape shape) {
        boolean fits = switch (augmentation) {
            case SampleAugmentation single -> single.fits(shape);
            case Mixing mixing -> mixing.fits(shape);
        };
        if (!fits) throw new IllegalArgumentException(augmentation.name() + " cannot be applied to samples of " + shape);
    }

    private static List<Stage> stages(List<Augmentation> augmentations, SampleShape shape) {
        List<Stage> stages = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        for (int place = 0; place < augmentations.size(); place++) {
            switch (augmentations.get(place)) {
                case Mixing mixing -> {
                    if (!steps.isEmpty()) stages.add(new Stage.Each(List.copyOf(steps)));
                    steps.clear();
                    stages.add(new Stage.Mix(mixing, place));
                }
                case Affine first when shape.isImage() -> {
                    List<Affine> maps = run(augmentations, place);
                    steps.add(maps.size() == 1 ? new Step.Single(first, place) : new Step.Composed(maps, place));
                    place += maps.size() - 1;
                }
                case SampleAugmentation single -> steps.add(new Step.Single(single, place));
            }
        }
        if (!steps.isEmpty()) stages.add(new Stage.Each(List.copyOf(steps)));
        return List.copyOf(stages);
    }

    /** The affine ones that stand in a row. */
    private static List<Affine> run(List<Augmentation> augmentations, int from) {
        return augmentations.subList(from, augmentations.size()).stream()
                .takeWhile(Affine.class::isInstance).map(Affine.class::cast).toList();
    }

    /** Whether there is nothing to do. */
    public boolean isIdle() {
        return stages.isEmpty();
    }

    /**
     * Augments a batch in place.
     *
     * @param epoch in which the samples are seen
     * @param index of the batch in the epoch
     * @param samples indices of the batch's samples in the data set, from {@code first} on
     */
    public void apply(Batch batch, int epoch, int index, int[] samples, int first) {
        long epochKey = CounterRandom.derive(key, epoch);
        long batchKey = CounterRandom.derive(CounterRandom.derive(epochKey, OF_BATCH), index);
        for (Stage stage : stages) {
            switch (stage) {
                case Stage.Each each -> {
                    for (int s = 0; s < batch.count(); s++) {
                        one(each.steps(), batch.inputs(), s, CounterRandom.derive(epochKey, samples[first + s]));
                    }
                }
                case Stage.Mix mix -> mix.mixing().apply(batch, shape, targetSize, draws(batchKey, mix.place()));
            }
        }
    }

    private void one(List<Step> steps, float[] inputs, int index, long sampleKey) {
        int size = shape.size();
        System.arraycopy(inputs, index * size, sample.values(), 0, size);
        for (Step step : steps) {
            switch (step) {
                case Step.Single single -> single.augmentation().apply(sample, draws(sampleKey, single.place()));
                case Step.Composed composed -> Resampling.apply(sample, composition(composed, sampleKey));
            }
        }
        System.arraycopy(sample.values(), 0, inputs, index * size, size);
    }

    private AffineMap composition(Step.Composed composed, long sampleKey) {
        AffineMap map = AffineMap.IDENTITY;
        for (int i = 0; i < composed.maps().size(); i++) {
            Draws draws = draws(sampleKey, composed.place() + i);
            map = map.then(composed.maps().get(i).draw(shape.height(), shape.width(), draws));
        }
        return map;
    }

    private static Draws draws(long key, int place) {
        return new Draws(CounterRandom.derive(key, place));
    }
}
