package org.cnnc.train.augment;

/**
 * An affine map of the plane: (x, y) goes to (xx * x + xy * y + x0, yx * x + yy * y + y0). x counts columns to the
 * right, y rows downwards.
 */
record AffineMap(double xx, double xy, double x0, double yx, double yy, double y0) {
    static final AffineMap IDENTITY = new AffineMap(1, 0, 0, 0, 1, 0);

    static AffineMap translation(double x, double y) {
        return new AffineMap(1, 0, x, 0, 1, y);
    }

    /** A linear map that leaves the middle of an image where it is. */
    static AffineMap aboutCentre(int height, int width, double xx, double xy, double yx, double yy) {
        double x = (width - 1) / 2.0;
        double y = (height - 1) / 2.0;
        return new AffineMap(xx, xy, x - (xx * x + xy * y), yx, yy, y - (yx * x + yy * y));
    }

    /** This map, and the other one behind it. */
    AffineMap then(AffineMap next) {
        return new AffineMap(
                next.xx * xx + next.xy * yx, next.xx * xy + next.xy * yy, next.xx * x0 + next.xy * y0 + next.x0,
                next.yx * xx + next.yy * yx, next.yx * xy + next.yy * yy, next.yx * x0 + next.yy * y0 + next.y0);
    }

    /** The map back. The determinant of every augmentation's map is above 0 in magnitude. */
    AffineMap inverse() {
        double determinant = xx * yy - xy * yx;
        double ixx = yy / determinant;
        double ixy = -xy / determinant;
        double iyx = -yx / determinant;
        double iyy = xx / determinant;
        return new AffineMap(ixx, ixy, -(ixx * x0 + ixy * y0), iyx, iyy, -(iyx * x0 + iyy * y0));
    }
}
