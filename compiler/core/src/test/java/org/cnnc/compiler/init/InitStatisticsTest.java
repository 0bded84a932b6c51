package org.cnnc.compiler.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cnnc.compiler.Texts;
import org.cnnc.runtime.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mean, variance and bounds of what initialisers draw for weights of many shapes, against PyTorch's formulas over
 * PyTorch's fans: of a weight of shape (a, b, kernel), b times the kernel's area in, and a times it out.
 */
class InitStatisticsTest {
    /** Numbers drawn of each case, by as many keys as that takes: the variance's error is then below 2%, five of them 10%. */
    private static final int DRAWN = 6_000;

    private static final double STANDARD_ERRORS = 5;

    /** The variance of a standard normal distribution cut off at two deviations. */
    private static final double CUT = 0.7737413;

    private static final List<String> LAYERS = List.of(
            "input a: 6 x 9 x 9; conv 32, 3x3", "input a: 6 x 9 x 9; conv 24, 5x3, groups=3", "input a: 8 x 9 x 9; depthwise 3x3, multiplier=2",
            "input a: 6 x 9 x 9; conv_transpose 16, 4x4, stride=2", "input a: 6 x 9 x 9; conv_transpose 16, 3x3, groups=2",
            "input a: 12 x 40; conv 20, 5", "input a: 3 x 6 x 6 x 6; conv 8, 3x2x3", "input a: 70; dense 30");

    /** Gains of PyTorch's calculate_gain. */
    private static final Map<String, Double> GAINS = Map.of(
            "", 1.0, ", sigmoid", 1.0, ", tanh", 5.0 / 3, ", relu", Math.sqrt(2), ", act=leaky_relu(0.5)", Math.sqrt(2 / 1.25), ", selu", 0.75);

    /** What an initialiser is to draw: the variance, and the bound that no number is beyond. */
    private record Expected(double variance, double bound) {
        static Expected normal(double std) {
            return new Expected(std * std, Double.MAX_VALUE);
        }

        static Expected uniform(double bound) {
            return new Expected(bound * bound / 3, bound);
        }
    }

    private static Expected expected(String init, double in, double out, double gain) {
        return switch (init) {
            case "normal(0.3)" -> Expected.normal(0.3);
            case "uniform(-0.2, 0.2)" -> Expected.uniform(0.2);
            case "truncated_normal(0.3)" -> new Expected(CUT * 0.09, 0.6);
            case "xavier_normal" -> Expected.normal(gain * Math.sqrt(2 / (in + out)));
            case "xavier_normal(2)" -> Expected.normal(2 * Math.sqrt(2 / (in + out)));
            case "xavier_uniform" -> Expected.uniform(gain * Math.sqrt(6 / (in + out)));
            case "lecun_normal" -> Expected.normal(Math.sqrt(1 / in));
            case "lecun_uniform" -> Expected.uniform(Math.sqrt(3 / in));
            case "he_normal" -> Expected.normal(gain / Math.sqrt(in));
            case "he_normal(fan = out)" -> Expected.normal(gain / Math.sqrt(out));
            case "he_normal(fan = avg, gain = 1.5)" -> Expected.normal(1.5 / Math.sqrt((in + out) / 2));
            case "he_uniform" -> Expected.uniform(gain * Math.sqrt(3 / in));
            case "he_uniform(fan = out)" -> Expected.uniform(gain * Math.sqrt(3 / out));
            case "he_uniform(fan = avg)" -> Expected.uniform(gain * Math.sqrt(6 / (in + out)));
            default -> throw new IllegalArgumentException(init);
        };
    }

    private static final List<String> INITS = List.of(
            "normal(0.3)", "uniform(-0.2, 0.2)", "truncated_normal(0.3)", "xavier_normal", "xavier_normal(2)", "xavier_uniform",
            "lecun_normal", "lecun_uniform", "he_normal", "he_normal(fan = out)", "he_normal(fan = avg, gain = 1.5)", "he_uniform",
            "he_uniform(fan = out)", "he_uniform(fan = avg)");

    static List<Arguments> cases() {
        List<Arguments> cases = new ArrayList<>();
        for (String layer : LAYERS) {
            for (String init : INITS) {
                for (String activation : GAINS.keySet()) cases.add(Arguments.of(layer, init, activation));
            }
        }
        return cases;
    }

    private static Parameter weight(String layer, String init, String activation) {
        return Texts.check("model M { " + layer + ", init=" + init + activation + " }").models().getFirst().graph().parameters().getFirst();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void drawsWhatPyTorchDraws(String layer, String init, String activation) {
        Parameter weight = weight(layer, init, activation);
        int[] shape = weight.shape();
        double area = 1;
        for (int axis = 2; axis < shape.length; axis++) area *= shape[axis];
        Expected expected = expected(init, shape[1] * area, shape[0] * area, GAINS.get(activation));
        int size = weight.size();
        int keys = Math.ceilDiv(DRAWN, size);
        double sum = 0;
        double squares = 0;
        float[] data = new float[size];
        for (int key = 0; key < keys; key++) {
            weight.initializer().fill(data, 0, shape, key);
            for (float number : data) {
                assertThat(Math.abs(number)).isLessThanOrEqualTo((float) expected.bound());
                sum += number;
                squares += (double) number * number;
            }
        }
        double n = (double) keys * size;
        assertThat(sum / n).isEqualTo(0, offset(STANDARD_ERRORS * Math.sqrt(expected.variance() / n)));
        assertThat(squares / n / expected.variance()).isEqualTo(1, offset(STANDARD_ERRORS * Math.sqrt(2 / n)));
    }

    /** Of the matrix of the first extent by all others, rows are orthogonal, or columns where they are fewer. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "input a: 6 x 9 x 9; conv 32, 3x3 | orthogonal | , tanh | 1.6666667",
        "input a: 2 x 9 x 9; conv 40, 3x3 | orthogonal | , relu | 1.4142136",
        "input a: 8 x 9 x 9; depthwise 3x3, multiplier=2 | orthogonal(0.5) | , relu | 0.5",
        "input a: 6 x 9 x 9; conv_transpose 16, 4x4 | orthogonal | '' | 1",
        "input a: 70; dense 30 | orthogonal(2) | '' | 2",
        "input a: 30; dense 70 | orthogonal | , selu | 0.75",
    })
    void orthogonalMatricesAreThat(String layer, String init, String activation, double gain) {
        Parameter weight = weight(layer, init, activation == null ? "" : activation);
        float[] data = new float[weight.size()];
        weight.initializer().fill(data, 0, weight.shape(), 1);
        int rows = weight.shape()[0];
        int columns = data.length / rows;
        boolean wide = rows <= columns;
        int vectors = Math.min(rows, columns);
        int length = Math.max(rows, columns);
        for (int a = 0; a < vectors; a++) {
            for (int b = 0; b <= a; b++) {
                double product = 0;
                for (int i = 0; i < length; i++) {
                    product += (double) data[wide ? a * columns + i : i * columns + a] * data[wide ? b * columns + i : i * columns + b];
                }
                assertThat(product).isEqualTo(a == b ? gain * gain : 0, offset(1e-5));
            }
        }
    }
}
