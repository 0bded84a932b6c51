package org.cnnc.train.augment;

/**
 * Pads every spatial axis by {@code pad} black cells on both sides and takes a piece of the sample's own size from a
 * random place, all places being equally likely: torchvision's {@code RandomCrop(size, padding=pad)}, by which CIFAR's
 * images are augmented since Lee et al., "Deeply-Supervised Nets", 2015.
 *
 * @param pad cells
 */
public record Crop(int pad) implements SampleAugmentation {
    public Crop {
        Augmentation.require("pad", pad, 0, Short.MAX_VALUE);
    }

    @Override
    public String name() {
        return "crop";
    }

    @Override
    public boolean fits(SampleShape shape) {
        return shape.isSpatial();
    }

    @Override
    public void apply(Sample sample, Draws draws) {
        Shift.moveUpTo(pad, sample, draws);
    }
}
