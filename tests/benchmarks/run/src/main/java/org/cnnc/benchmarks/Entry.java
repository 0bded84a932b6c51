package org.cnnc.benchmarks;

import org.cnnc.measure.Spread;

/**
 * A line of the results.
 *
 * @param side who did the work
 * @param unit of median, p10 and p90
 * @param ratio of this project to the side, or to the roof; NaN where nothing is compared
 * @param best the same of the fastest tenth of the windows, which others disturb least; NaN where there is none
 * @param target in words; empty where none is set
 * @param met whether the target is met by {@code ratio}, or by the median where there is none; null without a target
 * @param remark what else is to be said; may be empty
 */
record Entry(
        String work, String side, String unit, double median, double p10, double p90, double ratio, double best,
        String target, Boolean met, String remark) {
    /** Something measured that is compared with nothing. */
    static Entry of(String work, String side, String unit, Spread spread) {
        return new Entry(
                work, side, unit, spread.median(), spread.p10(), spread.p90(), Double.NaN, Double.NaN, "", null, "");
    }

    /** The same beside what it is compared with. */
    Entry compared(double ratio, double best) {
        return new Entry(work, side, unit, median, p10, p90, ratio, best, target, met, remark);
    }

    Entry aimedAt(Bound bound) {
        boolean reached = bound.metBy(Double.isNaN(ratio) ? median : ratio);
        return new Entry(work, side, unit, median, p10, p90, ratio, best, bound.toString(), reached, remark);
    }

    Entry remarked(String text) {
        String both = remark.isEmpty() ? text : remark + "; " + text;
        return new Entry(work, side, unit, median, p10, p90, ratio, best, target, met, both);
    }
}
