package org.cnnc.train.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BetaDistributionTest {
    private static final int DRAWN = 20_000;

    private static double[] drawn(double alpha) {
        double[] values = new double[DRAWN];
        for (int i = 0; i < DRAWN; i++) values[i] = BetaDistribution.symmetric(alpha, RandomSamples.draws(i));
        return values;
    }

    /** The greatest distance to the distribution function, against its 0.01% point (Kolmogorov and Smirnov). */
    private static void checkDistribution(double alpha, DoubleUnaryOperator distribution) {
        double[] values = drawn(alpha);
        Arrays.sort(values);
        double distance = 0;
        for (int i = 0; i < DRAWN; i++) {
            double expected = distribution.applyAsDouble(values[i]);
            distance = Math.max(distance, Math.max(expected - (double) i / DRAWN, (i + 1.0) / DRAWN - expected));
        }
        assertThat(distance).isLessThan(2.23 / Math.sqrt(DRAWN));
    }

    @Test
    void followsTheDistributionFunctionWhereThatIsElementary() {
        checkDistribution(1, x -> x);
        checkDistribution(0.5, x -> 2 / Math.PI * Math.asin(Math.sqrt(x)));
        checkDistribution(2, x -> x * x * (3 - 2 * x));
        checkDistribution(3, x -> x * x * x * (10 - 15 * x + 6 * x * x));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.2, 0.4, 0.9, 1.5, 8, 1000})
    void hasMeanOneHalfAndItsVariance(double alpha) {
        double[] values = drawn(alpha);
        double variance = 1 / (4 * (2 * alpha + 1));
        double mean = Arrays.stream(values).average().orElseThrow();
        assertThat(mean).isCloseTo(0.5, offset(5 * Math.sqrt(variance / DRAWN)));
        double squares = Arrays.stream(values).map(x -> (x - 0.5) * (x - 0.5)).average().orElseThrow();
        // Of any distribution on an interval with this variance, squares vary no more than they would at its ends.
        assertThat(squares).isCloseTo(variance, offset(5 * Math.sqrt(variance * 0.25 / DRAWN)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.MIN_VALUE, 1e-300, 1e-9, 1e-3, BetaDistribution.LARGEST})
    void staysANumberFromZeroToOneAtTheEnds(double alpha) {
        for (int i = 0; i < 1000; i++) {
            assertThat(BetaDistribution.symmetric(alpha, RandomSamples.draws(i))).isBetween(0.0, 1.0);
        }
    }
}
