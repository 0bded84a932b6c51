package org.cnnc.train.augment;

/**
 * Turns an image about its middle by an angle that is uniform on {@code -deg..deg}.
 *
 * @param deg degrees
 */
public record Rotate(double deg) implements Affine {
    public Rotate {
        Augmentation.require("deg", deg, 0, 180);
    }

    @Override
    public String name() {
        return "rotate";
    }

    @Override
    public AffineMap draw(int height, int width, Draws draws) {
        return by(draws.between(0, -deg, deg), height, width);
    }

    /** @param degrees counter-clockwise, as seen with rows that go down */
    static AffineMap by(double degrees, int height, int width) {
        double angle = StrictMath.toRadians(degrees);
        double sine = StrictMath.sin(angle);
        double cosine = StrictMath.cos(angle);
        return AffineMap.aboutCentre(height, width, cosine, sine, -sine, cosine);
    }
}
