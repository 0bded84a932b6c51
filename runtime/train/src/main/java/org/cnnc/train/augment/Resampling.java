package org.cnnc.train.augment;

/**
 * Carries out an affine map of an image: each pixel of the result is looked up where the map took it from, between four
 * pixels by bilinear interpolation. Pixels outside the frame are black, so that edges fade into it.
 */
final class Resampling {
    /**
     * Places are rounded to so many parts of a pixel: an exact quarter turn, or a step by whole pixels, stays exact
     * although its sines are not.
     */
    private static final int BITS = 16;

    private static final long PARTS = 1L << BITS;

    private Resampling() {}

    /** Replaces the image by what the map makes of it. */
    static void apply(Sample sample, AffineMap map) {
        if (map.equals(AffineMap.IDENTITY)) return;
        AffineMap back = map.inverse();
        SampleShape shape = sample.shape();
        for (int y = 0; y < shape.height(); y++) {
            double rowX = back.xy() * y + back.x0();
            double rowY = back.yy() * y + back.y0();
            for (int x = 0; x < shape.width(); x++) {
                look(sample, y * shape.width() + x, parts(back.xx() * x + rowX), parts(back.yx() * x + rowY));
            }
        }
        sample.swap();
    }

    private static long parts(double place) {
        return (long) Math.floor(place * PARTS + 0.5);
    }

    /** All channels of one pixel. @param x in parts of a pixel */
    private static void look(Sample sample, int to, long x, long y) {
        SampleShape shape = sample.shape();
        int width = shape.width();
        int height = shape.height();
        int size = height * width;
        long left = x >> BITS;
        long top = y >> BITS;
        double right = (double) (x & PARTS - 1) / PARTS;
        double bottom = (double) (y & PARTS - 1) / PARTS;
        float[] values = sample.values();
        float[] result = sample.spare();
        boolean inside = left >= 0 && top >= 0 && left + 1 < width && top + 1 < height;
        for (int channel = 0; channel < shape.channels(); channel++) {
            double a;
            double b;
            double c;
            double d;
            if (inside) {
                int at = channel * size + (int) (top * width + left);
                a = values[at];
                b = values[at + 1];
                c = values[at + width];
                d = values[at + width + 1];
            } else {
                a = at(sample, channel, top, left);
                b = at(sample, channel, top, left + 1);
                c = at(sample, channel, top + 1, left);
                d = at(sample, channel, top + 1, left + 1);
            }
            double upper = a + right * (b - a);
            double lower = c + right * (d - c);
            result[channel * size + to] = (float) (upper + bottom * (lower - upper));
        }
    }

    private static float at(Sample sample, int channel, long row, long column) {
        SampleShape shape = sample.shape();
        boolean inside = row >= 0 && row < shape.height() && column >= 0 && column < shape.width();
        return inside
                ? sample.values()[(int) ((channel * (long) shape.height() + row) * shape.width() + column)]
                : sample.black(channel);
    }
}
