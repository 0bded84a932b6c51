package org.cnnc.train.augment;

import java.util.Arrays;

/**
 * Blanks a square of all channels whose middle is a random cell, all being equally likely, so that a part of it may lie
 * outside (DeVries and Taylor, "Improved Regularization of Convolutional Neural Networks with Cutout", 2017). What is
 * blank is 0 as the network sees it: the mean of a channel where the data is normalised, as in the paper, else black.
 * Along the one axis of a signal it is an interval, in a volume a cube.
 *
 * @param px side, in cells; where it is even, the middle is the first cell of its second half
 */
public record Cutout(int px) implements SampleAugmentation {
    public Cutout {
        Augmentation.require("px", px, 0, Short.MAX_VALUE);
    }

    @Override
    public String name() {
        return "cutout";
    }

    @Override
    public boolean fits(SampleShape shape) {
        return shape.isSpatial();
    }

    @Override
    public void apply(Sample sample, Draws draws) {
        SampleShape shape = sample.shape();
        Box box = Box.about(shape, draws, 0, px, px, px);
        float[] values = sample.values();
        box.forEachRun(shape, (from, to) -> Arrays.fill(values, from, to, 0f));
    }
}
