package org.cnnc.compiler.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.signal.Verdict.Direction;
import org.cnnc.compiler.signal.Verdict.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
    private static Verdict geometric(double factor, int layers) {
        List<Step> steps = new ArrayList<>();
        for (int i = 1; i <= layers; i++) steps.add(new Step("d" + i, 5 * Math.pow(factor, i)));
        return Verdict.of(5, steps);
    }

    /** 0.5^4 = 1 / 16, 0.5^5 = 1 / 32; 0.9^65 = 0.00106, 0.9^66 = 0.00096. */
    @ParameterizedTest
    @CsvSource({
        "0.5, 4, STEADY", "0.5, 5, VANISHING", "2, 4, STEADY", "2, 5, EXPLODING", "0.9, 65, STEADY", "0.9, 66, VANISHING",
        "1, 200, STEADY", "0.1, 1, STEADY", "0.01, 1, VANISHING"
    })
    void thresholds(double factor, int layers, Direction direction) {
        Verdict verdict = geometric(factor, layers);
        assertThat(verdict.direction()).isEqualTo(direction);
        assertThat(verdict.perLayer()).isCloseTo(factor, within(1e-12));
    }

    @Test
    void oneWeakLayerOfManyIsHarmless() {
        List<Step> steps = new ArrayList<>();
        for (int i = 1; i <= 20; i++) steps.add(new Step("d" + i, 0.02));
        assertThat(Verdict.of(1, steps).direction()).isEqualTo(Direction.STEADY);
    }

    @Test
    void whatComesBackIsToldOfAllTheSame() {
        Verdict verdict = Verdict.of(1, List.of(new Step("a", 0.9), new Step("b", 1e-4), new Step("c", 1)));
        assertThat(verdict.direction()).isEqualTo(Direction.VANISHING);
        assertThat(verdict.worst()).isEqualTo("b");
        assertThat(verdict.layers()).containsExactly("b");
    }

    @Test
    void nothingAndNoNumber() {
        assertThat(Verdict.of(0, List.of(new Step("a", 0))).direction()).isEqualTo(Direction.VANISHING);
        assertThat(Verdict.of(1, List.of(new Step("a", 0))).direction()).isEqualTo(Direction.VANISHING);
        assertThat(Verdict.of(1, List.of(new Step("a", Double.NaN))).direction()).isEqualTo(Direction.EXPLODING);
        assertThat(Verdict.of(1, List.of(new Step("a", Double.POSITIVE_INFINITY))).direction()).isEqualTo(Direction.EXPLODING);
    }
}
