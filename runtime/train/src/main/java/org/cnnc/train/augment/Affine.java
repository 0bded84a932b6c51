package org.cnnc.train.augment;

/**
 * Moves the plane of an image by an affine map. Several in a row are drawn one by one and carried out as one map, so
 * that the image is interpolated once, and what one moves out of the frame another can bring back.
 */
public sealed interface Affine extends SampleAugmentation permits Flip, Rotate, Scale, Shear, Shift {
    /**
     * Where the content of an image goes, with the pixels' centres at whole numbers.
     *
     * @param height of the image, in pixels
     * @param width of the image, in pixels
     */
    AffineMap draw(int height, int width, Draws draws);

    @Override
    default boolean fits(SampleShape shape) {
        return shape.isImage();
    }

    @Override
    default void apply(Sample sample, Draws draws) {
        Resampling.apply(sample, draw(sample.shape().height(), sample.shape().width(), draws));
    }
}
