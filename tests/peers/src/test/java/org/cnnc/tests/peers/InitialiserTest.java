package org.cnnc.tests.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.cnnc.compiler.init.InitKind;
import org.cnnc.compiler.init.Initializers;
import org.cnnc.runtime.Initializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every initialiser of the language beside PyTorch's, on the weights of convolutions (grouped, depthwise, transposed) and
 * dense layers: the spread that PyTorch's formula comes to, to seven digits, and the distribution, by tests of samples.
 */
class InitialiserTest {
    private static final double BOUND = 1e-6;

    /** Standard deviations that means and variances of one distribution may lie apart: once in 1.7 million times. */
    private static final double DEVIATIONS = 5;

    private static final double FUNCTIONS = 2.5;

    private static final String ROW = "| %-20s | %14s | %10s | %10s | %10s | %10s |%n";

    private static final StringBuilder TABLE = new StringBuilder("\nInitialisers: the spread's relative difference from"
            + " PyTorch's, and in deviations, how far means, variances and distribution functions lie apart\n\n"
            + String.format(ROW, "initialiser", "configurations", "spread", "means", "variances", "functions")
            + String.format(ROW, "---", "---", "---", "---", "---", "---"));

    static List<String> names() {
        return Initializers.all().stream().map(InitKind::name).toList();
    }

    @AfterAll
    static void print() {
        System.out.println(TABLE);
    }

    @ParameterizedTest
    @MethodSource("names")
    void agreesWithPyTorch(String name) {
        Random random = new Random(Cases.SEED + name.hashCode());
        double spread = 0;
        double means = 0;
        double variances = 0;
        double functions = 0;
        for (int i = 0; i < Cases.COUNT; i++) {
            InitCase init = InitCase.draw(name, random);
            try (PointerScope scope = new PointerScope()) {
                Tensor weight = torch.zeros(Torch.longs(init.parameter().shape())).to(ScalarType.Double);
                torch.manual_seed(i);
                TorchInits.fill(name, init, weight);
                double difference = spreadApart(init, weight, i);
                assertThat(difference).as("spread of\n" + init.text()).isLessThanOrEqualTo(BOUND);
                spread = Math.max(spread, difference);
                Distribution expected = Distribution.of(Torch.values(weight));
                Distribution found = Distribution.of(init.weights(i));
                means = Math.max(means, found.meansApart(expected));
                variances = Math.max(variances, found.variancesApart(expected));
                functions = Math.max(functions, distributed(init) ? found.functionsApart(expected) : 0);
                assertThat(means).as("means of\n" + init.text()).isLessThan(DEVIATIONS);
                assertThat(variances).as("variances of\n" + init.text()).isLessThan(DEVIATIONS);
                assertThat(functions).as("distribution of\n" + init.text()).isLessThan(FUNCTIONS);
            }
        }
        TABLE.append(String.format(
                Locale.ROOT, ROW, name, Cases.COUNT, String.format(Locale.ROOT, "%.1e", spread),
                String.format(Locale.ROOT, "%.2f", means), String.format(Locale.ROOT, "%.2f", variances),
                String.format(Locale.ROOT, "%.2f", functions)));
    }

    /** Whether elements are drawn from one distribution, each by itself. */
    private static boolean distributed(InitCase init) {
        return !(init.parameter().initializer() instanceof Initializer.Orthogonal)
                && !(init.parameter().initializer() instanceof Initializer.Constant);
    }

    /**
     * Relative difference of the spread: PyTorch's is the ratio of what it draws to what it draws of the standard
     * distribution by the same seed.
     */
    private static double spreadApart(InitCase init, Tensor weight, int seed) {
        return switch (init.parameter().initializer()) {
            case Initializer.Constant(float value) -> relative(value, weight.max().item().toDouble())
                    + relative(value, weight.min().item().toDouble());
            case Initializer.Normal(float std) -> relative(std, ratio(weight, seed, "normal"));
            case Initializer.Uniform(float low, float high) ->
                    relative(high, ratio(weight, seed, "uniform")) + relative(-low, ratio(weight, seed, "uniform"));
            case Initializer.TruncatedNormal(float std) -> relative(std, ratio(weight, seed, "truncated_normal"));
            case Initializer.Orthogonal(float gain) -> relative(gain, rowNorm(weight))
                    + relative(rowNorm(Torch.tensor(floats(init.weights(seed)), 0, Torch.longs(init.parameter().shape()), ScalarType.Double)), gain);
            default -> throw new AssertionError("no spread is named for " + init.parameter().initializer());
        };
    }

    private static double ratio(Tensor weight, int seed, String standard) {
        Tensor unit = torch.zeros_like(weight);
        torch.manual_seed(seed);
        TorchInits.fill(standard, new InitCase("", "", "in", 0, 1, null), unit);
        return weight.abs().max().item().toDouble() / unit.abs().max().item().toDouble();
    }

    /** Of a matrix whose rows, or columns, are orthogonal and of one length; not a number where they are not. */
    private static double rowNorm(Tensor weight) {
        Tensor matrix = weight.reshape(weight.size(0), -1);
        Tensor wide = matrix.size(0) <= matrix.size(1) ? matrix : matrix.t();
        Tensor products = wide.matmul(wide.t());
        double square = products.get(0).get(0).item().toDouble();
        Tensor expected = torch.eye(wide.size(0)).to(ScalarType.Double).mul(Torch.scalar(square));
        boolean orthogonal = products.sub(expected).abs().max().item().toDouble() < 1e-5 * square;
        return orthogonal ? Math.sqrt(square) : Double.NaN;
    }

    private static double relative(double found, double expected) {
        return found == expected ? 0 : Math.abs(found - expected) / Math.abs(expected);
    }

    private static float[] floats(double[] values) {
        float[] narrow = new float[values.length];
        for (int i = 0; i < narrow.length; i++) narrow[i] = (float) values[i];
        return narrow;
    }
}
