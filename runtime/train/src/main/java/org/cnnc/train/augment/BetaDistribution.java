package org.cnnc.train.augment;

/**
 * Numbers of the symmetric beta distribution, as X / (X + Y) of two gamma variates. Those come by the method of
 * Marsaglia and Tsang, "A Simple Method for Generating Gamma Variables", 2000, for shapes of 1 and above; for smaller
 * ones by their {@code gamma(a) = gamma(a + 1) * U^(1/a)}, in logarithms, since the power of a small shape underflows.
 */
final class BetaDistribution {
    /** The largest parameter: beyond, all numbers are close to 1/2. */
    static final double LARGEST = 1e6;

    /** Numbers that one variate may draw; each try succeeds with more than 0.95, and takes two. */
    private static final int NUMBERS = 1 << 16;

    private BetaDistribution() {}

    /** Of Beta(alpha, alpha), by the first 2^17 numbers of these. @param alpha above 0 */
    static double symmetric(double alpha, Draws draws) {
        double shape = alpha < 1 ? alpha + 1 : alpha;
        double difference = logGamma(shape, draws, NUMBERS + 1) - logGamma(shape, draws, 1);
        // 1 - unit is on (0, 1].
        if (alpha < 1) difference += (StrictMath.log(1 - draws.unit(NUMBERS)) - StrictMath.log(1 - draws.unit(0))) / alpha;
        return 1 / (1 + StrictMath.exp(difference));
    }

    /** The logarithm of a gamma variate of scale 1. @param shape 1 or above @param index of its first number */
    private static double logGamma(double shape, Draws draws, int index) {
        double d = shape - 1.0 / 3;
        double c = 1 / StrictMath.sqrt(9 * d);
        for (int i = index;; i += 2) {
            double x = draws.normal(i);
            double v = 1 + c * x;
            if (v <= 0) continue;
            double cubed = v * v * v;
            double u = 1 - draws.unit(i + 1);
            if (StrictMath.log(u) < 0.5 * x * x + d - d * cubed + d * StrictMath.log(cubed)) {
                return StrictMath.log(d * cubed);
            }
        }
    }
}
