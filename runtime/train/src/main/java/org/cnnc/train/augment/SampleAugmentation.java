package org.cnnc.train.augment;

/** Changes a sample on its own, and never its target. */
public sealed interface SampleAugmentation extends Augmentation permits Affine, Crop, Cutout, Noise {
    /** Whether samples of this shape can be changed so. */
    boolean fits(SampleShape shape);

    /** Changes the sample in place. @param draws of this augmentation and this sample */
    void apply(Sample sample, Draws draws);
}
