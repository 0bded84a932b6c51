package org.cnnc.train.augment;

/**
 * Moves by a whole number of cells along each spatial axis, uniform on {@code -px..px}; torchvision's translation takes
 * whole pixels too.
 *
 * @param px cells
 */
public record Shift(int px) implements Affine {
    public Shift {
        Augmentation.require("px", px, 0, Short.MAX_VALUE);
    }

    @Override
    public String name() {
        return "shift";
    }

    @Override
    public boolean fits(SampleShape shape) {
        return shape.isSpatial();
    }

    @Override
    public AffineMap draw(int height, int width, Draws draws) {
        return AffineMap.translation(draws.around(0, px), draws.around(1, px));
    }

    @Override
    public void apply(Sample sample, Draws draws) {
        moveUpTo(px, sample, draws);
    }

    /** Moves along each axis that the sample has, so far at most. */
    static void moveUpTo(int most, Sample sample, Draws draws) {
        int axes = sample.shape().axes();
        int columns = draws.around(0, most);
        int rows = axes > 1 ? draws.around(1, most) : 0;
        int planes = axes > 2 ? draws.around(2, most) : 0;
        sample.move(planes, rows, columns);
    }
}
