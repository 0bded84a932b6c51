package org.cnnc.train.augment;

/**
 * Slants an image: rows move sideways, the more the farther they are from the middle, so that upright lines lean by an
 * angle that is uniform on {@code -deg..deg}. torchvision's {@code RandomAffine(shear=deg)} shears along the same axis.
 *
 * @param deg degrees, below 90
 */
public record Shear(double deg) implements Affine {
    public Shear {
        Augmentation.require("deg", deg, 0, 89);
    }

    @Override
    public String name() {
        return "shear";
    }

    @Override
    public AffineMap draw(int height, int width, Draws draws) {
        return by(draws.between(0, -deg, deg), height, width);
    }

    static AffineMap by(double degrees, int height, int width) {
        return AffineMap.aboutCentre(height, width, 1, StrictMath.tan(StrictMath.toRadians(degrees)), 0, 1);
    }
}
