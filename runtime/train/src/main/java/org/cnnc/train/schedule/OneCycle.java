package org.cnnc.train.schedule;

/**
 * Up to a largest rate and down to almost 0, per step, on halves of cosines (Smith and Topin, 2018): from
 * {@code max / 25} to {@code max} in 30% of the steps, then to {@code max / 250000}. PyTorch's
 * {@code OneCycleLR(max_lr = max, total_steps = steps, cycle_momentum = False)}: the optimizer's own rate is not used,
 * and its momentum stays as it is.
 */
public record OneCycle(double max) implements Schedule {
    private static final double RISING_SHARE = 0.3;
    private static final double FIRST = 1.0 / 25;
    private static final double LAST = FIRST / 1e4;

    @Override
    public double rate(double base, Position at) {
        double top = RISING_SHARE * at.steps() - 1;
        double end = at.steps() - 1;
        return at.step() <= top
                ? between(max * FIRST, max, at.step() / top)
                : between(max, max * LAST, (at.step() - top) / (end - top));
    }

    /** On half a cosine, which begins and ends level. */
    private static double between(double from, double to, double share) {
        return to + (from - to) / 2 * (1 + StrictMath.cos(Math.PI * share));
    }

    @Override
    public boolean spansTheRun() {
        return true;
    }
}
