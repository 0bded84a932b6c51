package org.cnnc.train.augment;

/** Mirrors every other sample, at random, along its last axis: left and right, or a signal's time. */
public record Flip() implements Affine {
    @Override
    public String name() {
        return "flip";
    }

    @Override
    public boolean fits(SampleShape shape) {
        return shape.isSpatial();
    }

    @Override
    public AffineMap draw(int height, int width, Draws draws) {
        return isDrawn(draws) ? AffineMap.aboutCentre(height, width, -1, 0, 0, 1) : AffineMap.IDENTITY;
    }

    @Override
    public void apply(Sample sample, Draws draws) {
        if (isDrawn(draws)) mirror(sample);
    }

    private static boolean isDrawn(Draws draws) {
        return draws.below(0, 2) == 1;
    }

    static void mirror(Sample sample) {
        float[] values = sample.values();
        int width = sample.shape().width();
        for (int line = 0; line < values.length; line += width) {
            for (int left = line, right = line + width - 1; left < right; left++, right--) {
                float swapped = values[left];
                values[left] = values[right];
                values[right] = swapped;
            }
        }
    }
}
