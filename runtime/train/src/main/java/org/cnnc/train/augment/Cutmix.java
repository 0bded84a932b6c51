package org.cnnc.train.augment;

import java.util.Arrays;

/**
 * Pastes a box of another sample over the same place (Yun et al., "CutMix: Regularization Strategy to Train Strong
 * Classifiers with Localizable Features", 2019). With lambda from Beta(alpha, alpha) the box has a share of
 * {@code 1 - lambda} of the cells and the sample's proportions, about a random cell; what lies outside is cut off, and
 * the targets are mixed by the share of cells that were in fact pasted. Along the one axis of a signal it is an
 * interval, in a volume a box.
 *
 * @param alpha of the beta distribution; 0 mixes nothing
 */
public record Cutmix(double alpha) implements Mixing {
    /** Numbers behind those that a lambda may take. */
    private static final int PLACE = 1 << 20;

    public Cutmix {
        Augmentation.require("alpha", alpha, 0, BetaDistribution.LARGEST);
    }

    @Override
    public String name() {
        return "cutmix";
    }

    @Override
    public boolean fits(SampleShape shape) {
        return shape.isSpatial();
    }

    @Override
    public void apply(Batch batch, SampleShape shape, int targetSize, Draws draws) {
        if (alpha == 0 || batch.count() < 2) return;
        double side = side(1 - BetaDistribution.symmetric(alpha, draws), shape.axes());
        Box box = Box.about(
                shape, draws, PLACE, (int) (side * shape.depth()), (int) (side * shape.height()), (int) (side * shape.width()));
        paste(batch, shape, box);
        Mixing.blend(batch.targets(), targetSize, batch.count(), 1 - (double) box.cells() / shape.channelSize());
    }

    /** Of a box with so large a share of the cells, the share of each axis. */
    private static double side(double share, int axes) {
        return switch (axes) {
            case 1 -> share;
            case 2 -> StrictMath.sqrt(share);
            default -> StrictMath.cbrt(share);
        };
    }

    private static void paste(Batch batch, SampleShape shape, Box box) {
        int size = shape.size();
        float[] inputs = batch.inputs();
        float[] first = Arrays.copyOf(inputs, size);
        int last = batch.count() - 1;
        for (int s = 0; s < last; s++) {
            int at = s * size;
            box.forEachRun(shape, (from, to) -> System.arraycopy(inputs, at + size + from, inputs, at + from, to - from));
        }
        box.forEachRun(shape, (from, to) -> System.arraycopy(first, from, inputs, last * size + from, to - from));
    }
}
