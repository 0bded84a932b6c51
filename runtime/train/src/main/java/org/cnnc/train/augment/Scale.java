package org.cnnc.train.augment;

/**
 * Enlarges an image about its middle by a factor that is uniform on {@code lo..hi}, the same along both axes; below 1
 * it shrinks.
 *
 * @param lo smallest factor, above 0
 * @param hi largest factor
 */
public record Scale(double lo, double hi) implements Affine {
    public Scale {
        Augmentation.require("lo", lo, Float.MIN_NORMAL, Float.MAX_VALUE);
        Augmentation.require("hi", hi, lo, Float.MAX_VALUE);
    }

    @Override
    public String name() {
        return "scale";
    }

    @Override
    public AffineMap draw(int height, int width, Draws draws) {
        return by(draws.between(0, lo, hi), height, width);
    }

    static AffineMap by(double factor, int height, int width) {
        return AffineMap.aboutCentre(height, width, factor, 0, 0, factor);
    }
}
