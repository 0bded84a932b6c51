package org.cnnc.tests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import org.cnnc.compiler.graph.Node;
import org.junit.jupiter.api.Test;

/** The means of the differential tests find what they are there to find. */
class MinimizerTest {
    /** A made-up fault: some pooling sees an input of an odd height of at least 5. */
    @Test
    void aFailingTextBecomesSmall() {
        String text = """
                model M {
                    input image: 3 x 17 x 9
                    conv 7, 3x3, pad=1, relu
                    relu
                    conv 5, 1
                    maxpool 3, stride=2, pad=1
                    flatten
                    dense 5
                }
                train M {
                    loss mse
                }
                """;
        String smallest = Minimizer.minimize(text, MinimizerTest::hasFault);
        assertThat(smallest.strip()).isEqualTo("model M {\n    input image: 1 x 5 x 1\n    maxpool 1\n}");
    }

    private static boolean hasFault(String text) {
        return new Example(text, 1, 0).graph().stream()
                .flatMap(graph -> graph.nodes().stream())
                .filter(node -> node.op().name().equals("maxpool"))
                .map(MinimizerTest::height)
                .anyMatch(height -> height >= 5 && height % 2 == 1);
    }

    private static int height(Node pooling) {
        return pooling.inputs().getFirst().type().shape().extent(1);
    }

    @Test
    void aDeviationIsMeasuredAgainstTheLargestValue() {
        double[] oracle = {100, 1, 0};
        assertThat(Comparison.difference("t", new float[] {100, 1.0009f, 0}, oracle, 0, 3, 1e-5)).isEmpty();
        assertThat(Comparison.difference("t", new float[] {100, 1.0011f, 0}, oracle, 0, 3, 1e-5)).isPresent();
        assertThat(Comparison.difference("t", new float[] {Float.NaN, 1, 0}, oracle, 0, 3, 1e-5)).isPresent();
        assertThat(Comparison.difference("t", new float[] {0, 1.0011f, 0}, oracle, 1, 1, 1e-5)).isPresent();
    }
}
