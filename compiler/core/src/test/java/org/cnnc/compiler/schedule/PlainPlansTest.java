package org.cnnc.compiler.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.Checked;
import org.cnnc.compiler.Frontend;
import org.cnnc.compiler.autodiff.Autodiff;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.autodiff.Folding;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.source.SourceText;
import org.cnnc.runtime.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which plan the plain target has for common layers: a change that makes one of them scalar is seen here. */
class PlainPlansTest {
    private static TypedGraph graph(String input, String layer) {
        String text = "model M {\n    input image: " + input + "\n    A: " + layer + "\n}\n";
        Checked checked = Frontend.check(new SourceText("m.cnn", text), Overrides.none());
        assertThat(checked.diagnostics()).isEmpty();
        return checked.models().getFirst().graph();
    }

    private static LoopPlan plan(Schedule schedule) {
        return schedule.kernels().stream()
                .filter(kernel -> kernel.name().startsWith("A_"))
                .findFirst()
                .orElseThrow()
                .plan();
    }

    /** A row is a plane, or so many lines of it as stay in the cache; all filters read it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            64 x 56 x 56  | conv 64, 3x3, pad=1            | 672 | 64
            128 x 28 x 28 | conv 128, 3x3, pad=1           | 392 | 128
            256 x 14 x 14 | conv 256, 3x3, pad=1           | 196 | 128
            512 x 7 x 7   | conv 512, 3x3, pad=1           | 49  | 128
            64 x 56 x 56  | conv 128, 3x3, pad=1, stride=2 | 392 | 128
            64 x 56 x 56  | conv 256, 1x1                  | 628 | 128
            3 x 224 x 224 | conv 64, 7x7, pad=3, stride=2  | 784 | 64
            64 x 32 x 32  | conv 32, 3x3, pad=2, dilation=2 | 512 | 32
            """)
    void aSampleRunsInPlanes(String input, String layer, int length, int results) {
        assertThat(plan(InferenceSchedules.of(Folding.fold(graph(input, layer)), Target.PLAIN).single()))
                .isInstanceOfSatisfying(LoopPlan.Rows.class, rows -> {
                    assertThat(rows.length()).isEqualTo(length);
                    assertThat(rows.results()).isEqualTo(results);
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            6 x 14 x 14  | conv 16, 5x5                 | conv 4, 1x1
            16 x 5 x 5   | conv 120, 5x5                | conv 4, 1x1
            32 x 14 x 14 | conv 32, 3x3, pad=1, stride=2 | conv 4, 1x1
            32 x 14 x 14 | depthwise 3x3, pad=1         | conv 4, 1x1
            6 x 28 x 28  | maxpool 2x2                  | conv 4, 1x1
            6 x 28 x 28  | avgpool 2x2                  | conv 4, 1x1
            120          | dense 84                     | dense 10
            """)
    void blocksOfSamplesRunInRows(String input, String layer, String next) {
        assertThat(plan(InferenceSchedules.of(Folding.fold(graph(input, layer + "\n    B: " + next)), Target.PLAIN).blocks()))
                .isInstanceOfSatisfying(
                        LoopPlan.Rows.class, rows -> assertThat(rows.length()).isGreaterThanOrEqualTo(32));
    }

    /** The gradient of a weight sums over all positions and samples. */
    @ParameterizedTest
    @ValueSource(strings = {"conv 16, 5x5", "conv 32, 3x3, pad=1", "conv 32, 3x3, stride=2", "conv 12, 1x1"})
    void gradientsOfWeightsAreLongSums(String layer) {
        String text = "model M {\n    input image: 6 x 14 x 14\n    conv 6, 1x1\n    A: " + layer
                + "\n    flatten; dense 2\n}\ntrain M { loss mse; optimizer sgd(lr = 0.1); data synthetic }\n";
        Checked checked = Frontend.check(new SourceText("m.cnn", text), Overrides.none());
        assertThat(checked.diagnostics()).isEmpty();
        Schedule schedule = Scheduler.training(Autodiff.autodiff(checked.models().getFirst().graph()), Target.PLAIN);
        assertThat(schedule.kernels())
                .filteredOn(kernel -> kernel.name().equals("A_conv_weight_gradient"))
                .singleElement()
                .satisfies(kernel -> assertThat(kernel.plan()).isInstanceOf(LoopPlan.Dots.class));
    }

    /** By hand: 28 lines of 28 floats are longer than the longest row and go in two bands; the last may be shorter. */
    @Test
    void rowsAreCutIntoBands() {
        LoopPlan.Rows rows = new LoopPlan.Rows(
                List.of(new Axis("y", 28), new Axis("x", 28)), 14, Optional.of("f"), 8, 9);
        assertThat(rows.inner()).isEqualTo(28);
        assertThat(rows.length()).isEqualTo(392);
        assertThat(rows.scratchRows()).isEqualTo(17);
    }
}
