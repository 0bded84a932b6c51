package org.cnnc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitializerTest {
    private static final int N = 200_000;

    private static float[] fill(Initializer initializer, int... shape) {
        int size = new Parameter("w", shape, 0, initializer).size();
        float[] data = new float[size + 2];
        data[0] = 77;
        data[size + 1] = 88;
        initializer.fill(data, 1, shape, 42);
        assertThat(data[0]).isEqualTo(77);
        assertThat(data[size + 1]).isEqualTo(88);
        return Arrays.copyOfRange(data, 1, size + 1);
    }

    private static double moment(float[] data, int power) {
        double sum = 0;
        for (float v : data) sum += Math.pow(v, power);
        return sum / data.length;
    }

    /** Waves of 1 and of 1/100 radian a position, for four channels. */
    @Test
    void sinusoidal() {
        float[] waves = fill(new Initializer.Sinusoidal(), 3, 4);
        double[] expected = {
            0, 1, 0, 1,
            Math.sin(1), Math.cos(1), Math.sin(0.01), Math.cos(0.01),
            Math.sin(2), Math.cos(2), Math.sin(0.02), Math.cos(0.02)
        };
        for (int i = 0; i < expected.length; i++) assertThat((double) waves[i]).isEqualTo(expected[i], offset(1e-7));
    }

    /** Values of an independent implementation (Python's statistics.NormalDist.inv_cdf). */
    @ParameterizedTest
    @CsvSource({
        "1e-300, -37.0470962993612", "1e-20, -9.262340089798405", "1e-10, -6.361340902404056",
        "0.001, -3.090232306167813", "0.02, -2.0537489106318225", "0.075, -1.4395314709384557",
        "0.0751, -1.4388253927525398", "0.3, -0.5244005127080407", "0.5, 0", "0.8, 0.8416212335729144",
        "0.95, 1.6448536269514715", "0.975, 1.9599639845400536", "0.9999999, 5.199337582290662"
    })
    void normalQuantile(double probability, double expected) {
        assertThat(NormalQuantile.of(probability)).isCloseTo(expected, offset(1e-13 * Math.max(1, Math.abs(expected))));
    }

    /** Moments of the normal distribution: 0, s^2, 0, 3 s^4; bounds are five standard errors. */
    @Test
    void normal() {
        float[] data = fill(new Initializer.Normal(2), N);
        assertThat(moment(data, 1)).isCloseTo(0, offset(5 * 2 / Math.sqrt(N)));
        assertThat(moment(data, 2)).isCloseTo(4, offset(5 * 4 * Math.sqrt(2.0 / N)));
        assertThat(moment(data, 3)).isCloseTo(0, offset(5 * 8 * Math.sqrt(15.0 / N)));
        assertThat(moment(data, 4)).isCloseTo(48, offset(5 * 16 * Math.sqrt(96.0 / N)));
    }

    @Test
    void uniform() {
        float[] data = fill(new Initializer.Uniform(-1, 3), N);
        for (float v : data) assertThat(v >= -1 && v < 3).isTrue();
        assertThat(moment(data, 1)).isCloseTo(1, offset(5 * Math.sqrt(16.0 / 12 / N)));
        assertThat(moment(data, 2) - 1).isCloseTo(16.0 / 12, offset(0.02));
        float[] narrow = fill(new Initializer.Uniform(1, Math.nextUp(1f)), 100);
        assertThat(narrow).containsOnly(1);
    }

    /** Cut at 2, the variance of the standard normal is 1 - 4 phi(2) / (2 Phi(2) - 1) = 0.7737413. */
    @Test
    void truncatedNormal() {
        float[] data = fill(new Initializer.TruncatedNormal(0.5f), N);
        for (float v : data) assertThat(Math.abs(v) <= 1).isTrue();
        assertThat(moment(data, 1)).isCloseTo(0, offset(5 * 0.5 / Math.sqrt(N)));
        assertThat(moment(data, 2)).isCloseTo(0.25 * 0.7737413, offset(0.002));
    }

    @Test
    void constant() {
        assertThat(fill(new Initializer.Constant(0.25f), 3, 4)).hasSize(12).containsOnly(0.25f);
    }

    @ParameterizedTest
    @CsvSource({"4,9", "9,4", "5,5", "1,7", "7,1"})
    void orthogonalRowsOrColumns(int rows, int columns) {
        float[] data = fill(new Initializer.Orthogonal(1.5f), rows, columns, 1);
        boolean wide = rows <= columns;
        int count = Math.min(rows, columns);
        for (int a = 0; a < count; a++) {
            for (int b = 0; b < count; b++) {
                double dot = 0;
                for (int i = 0; i < Math.max(rows, columns); i++) {
                    dot += (double) data[wide ? a * columns + i : i * columns + a]
                            * data[wide ? b * columns + i : i * columns + b];
                }
                assertThat(dot).isCloseTo(a == b ? 2.25 : 0, offset(1e-5));
            }
        }
    }

    @Test
    void aTensorDependsOnSeedAndNameNotOnItsNeighbours() {
        Initializer normal = new Initializer.Normal(1);
        Parameter a = new Parameter("a.weight", new int[] {5, 5}, 0, normal);
        Parameter b = new Parameter("b.weight", new int[] {5, 5}, 25, normal);
        Parameter moved = new Parameter("a.weight", new int[] {5, 5}, 25, normal);
        float[] both = Weights.initialize(new Signature("m", List.of(), List.of(), List.of(a, b), 50), 1);
        float[] alone = Weights.initialize(new Signature("m", List.of(), List.of(), List.of(moved), 50), 1);
        float[] other = Weights.initialize(new Signature("m", List.of(), List.of(), List.of(a, b), 50), 2);
        assertThat(Arrays.copyOfRange(alone, 25, 50)).containsExactly(Arrays.copyOf(both, 25));
        assertThat(Arrays.copyOfRange(both, 25, 50)).isNotEqualTo(Arrays.copyOf(both, 25));
        assertThat(other).isNotEqualTo(both);
    }
}
