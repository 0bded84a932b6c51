package org.cnnc.compiler.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import org.cnnc.compiler.Checked;
import org.cnnc.compiler.Frontend;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.loss.CrossEntropy;
import org.cnnc.compiler.loss.Mse;
import org.cnnc.compiler.signal.Verdict.Direction;
import org.cnnc.compiler.source.SourceText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deep stacks of dense layers, whose signals have a formula: Var(y) = width Var(w) E(x^2). */
class SignalMeasurementTest {
    private static final int WIDTH = 128;
    private static final int SAMPLES = 16;
    private static final int DEPTH = 12;

    private static Signals measure(String layer, int depth) {
        String text = "model Stack {\n    input row: " + WIDTH + "\n    repeat " + depth + " { " + layer + " }\n    dense 10\n    softmax\n}\n";
        Checked checked = Frontend.check(new SourceText("stack.cnn", text), Overrides.none());
        assertThat(checked.hasErrors()).isFalse();
        return SignalMeasurement.measure(checked.models().getFirst(), new CrossEntropy(), 1, SAMPLES);
    }

    private static String dense(String init, String activation) {
        return "dense " + WIDTH + ", init=" + init + ", bias=false; " + activation;
    }

    private static List<LayerSignal> denseLayers(Signals signals) {
        return signals.layers().stream().filter(signal -> signal.op().equals("dense")).limit(DEPTH).toList();
    }

    /** The deviation behind the last dense layer of the stack is that of the first times this to the power of their distance. */
    private static double perLayer(Signals signals) {
        List<LayerSignal> dense = denseLayers(signals);
        return Math.pow(dense.getLast().deviation() / dense.getFirst().deviation(), 1.0 / (dense.size() - 1));
    }

    /** Of normal inputs E(relu(x)^2) = Var(x) / 2, which he_normal's Var(w) = 2 / width makes up for (He et al., 2015). */
    @Test
    void heKeepsTheSignalThroughRelu() {
        Signals signals = measure(dense("he_normal", "relu"), DEPTH);
        assertThat(denseLayers(signals).getFirst().deviation()).isCloseTo(Math.sqrt(2), within(0.1));
        assertThat(perLayer(signals)).isCloseTo(1, within(0.08));
        assertThat(signals.forward().direction()).isEqualTo(Direction.STEADY);
        assertThat(signals.backward().direction()).isEqualTo(Direction.STEADY);
        assertThat(signals.remedy()).isEmpty();
    }

    /** The variance is a quarter of itself a layer, so is that of gradients. */
    @Test
    void halfOfHesDeviationHalvesTheSignalALayer() {
        Signals signals = measure(dense("normal(" + Math.sqrt(2.0 / WIDTH) / 2 + ")", "relu"), DEPTH);
        assertThat(perLayer(signals)).isCloseTo(0.5, within(0.04));
        assertThat(signals.backward().perLayer()).isCloseTo(0.5, within(0.05));
        assertThat(signals.forward().direction()).isEqualTo(Direction.VANISHING);
        assertThat(signals.backward().direction()).isEqualTo(Direction.VANISHING);
        assertThat(signals.remedy()).hasValueSatisfying(remedy -> assertThat(remedy).contains("`init = he_normal`", "relu"));
    }

    /** A stack without activation multiplies the deviation by sqrt(width) * std a layer, and gradients too. */
    @ParameterizedTest
    @CsvSource({"0.01", "0.0883883", "0.3"})
    void aLinearStackMultipliesByItsWeights(double std) {
        Signals signals = measure("dense " + WIDTH + ", init=normal(" + std + "), bias=false", 6);
        double factor = std * Math.sqrt(WIDTH);
        assertThat(signals.layers().get(0).ratio().getAsDouble()).isCloseTo(factor, within(0.08 * factor));
        assertThat(signals.layers().get(4).ratio().getAsDouble()).isCloseTo(factor, within(0.12 * factor));
        double backward = signals.layers().get(0).gradientLength().getAsDouble() / signals.layers().get(5).gradientLength().getAsDouble();
        assertThat(Math.pow(backward, 1.0 / 5)).isCloseTo(factor, within(0.12 * factor));
    }

    @ParameterizedTest
    @CsvSource({
        "relu, normal(1), EXPLODING, EXPLODING, he_normal",
        "tanh, normal(0.01), VANISHING, VANISHING, xavier_normal",
        "tanh, xavier_normal, STEADY, STEADY, ''",
        "selu, normal(0.02), VANISHING, VANISHING, lecun_normal",
        "selu, lecun_normal, STEADY, STEADY, ''",
        "sigmoid, xavier_normal, STEADY, VANISHING, batchnorm",
        "'batchnorm; relu', normal(1), STEADY, STEADY, ''",
    })
    void verdictsAndRemedies(String activation, String init, Direction forward, Direction backward, String remedy) {
        Signals signals = measure(dense(init, activation), DEPTH);
        assertThat(signals.forward().direction()).isEqualTo(forward);
        assertThat(signals.backward().direction()).isEqualTo(backward);
        assertThat(signals.remedy().orElse("")).contains(remedy);
        assertThat(signals.remedy().isEmpty()).isEqualTo(remedy.isEmpty());
    }

    @Test
    void layersThatWeakenTheSignalAreNamed() {
        Signals signals = measure(dense("normal(0.01)", "tanh"), DEPTH);
        assertThat(signals.forward().layers()).hasSize(DEPTH).startsWith("dense1", "dense2");
        assertThat(signals.forward().worst()).isEqualTo("dense" + DEPTH);
        assertThat(signals.backward().layers()).contains("dense" + DEPTH).doesNotContain("dense1");
    }

    /** A loss of a batch's mean must not make the gradient of a sample smaller where the batch is larger. */
    @Test
    void gradientsAreOfASample() {
        Checked checked = Frontend.check(
                new SourceText("one.cnn", "model One {\n    input row: 64\n    dense 50, init=normal(0.001)\n}\n"), Overrides.none());
        for (int samples : new int[] {1, 4, 32}) {
            Signals signals = SignalMeasurement.measure(checked.models().getFirst(), new Mse(), 1, samples);
            // The gradient of mean((y - t)^2) is 2 / 50 (y - t), y about 0 and t one 1.
            assertThat(signals.layers().getFirst().gradientLength()).isNotEqualTo(OptionalDouble.empty());
            assertThat(signals.layers().getFirst().gradientLength().getAsDouble()).isCloseTo(2.0 / 50, within(0.002));
        }
    }

    @Test
    void aSeedGivesTheSameNumbers() {
        String layer = dense("he_normal", "relu; dropout 0.3");
        assertThat(measure(layer, 2)).isEqualTo(measure(layer, 2));
    }
}
