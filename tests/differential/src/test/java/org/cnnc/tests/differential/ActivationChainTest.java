package org.cnnc.tests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import org.cnnc.compiler.autodiff.Folding;
import org.cnnc.compiler.autodiff.Inference;
import org.cnnc.compiler.schedule.InferenceSchedules;
import org.cnnc.compiler.schedule.Schedule;
import org.cnnc.runtime.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Activations in a row: what is emitted grows with their number, not with its power. */
class ActivationChainTest {
    @ParameterizedTest
    @ValueSource(strings = {"sigmoid", "tanh"})
    void fusedExpressionsDoNotExplode(String activation) {
        assertThat(parts(activation, 2)).isLessThan(4 * parts(activation, 1));
    }

    private static long parts(String activation, int count) {
        String text = "model M {\n    input image: 4\n    dense 4\n" + ("    " + activation + "\n").repeat(count) + "}\n";
        Schedule schedule = InferenceSchedules.of(
                        Folding.fold(Inference.inference(new Example(text, 1, 1).graph().orElseThrow())), Target.PLAIN)
                .blocks();
        long[] parts = {0};
        schedule.kernels().forEach(kernel -> kernel.nest().visit(part -> parts[0]++));
        return parts[0];
    }
}
