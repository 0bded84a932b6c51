package org.cnnc.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.source.SourceText;
import org.junit.jupiter.api.Test;

/** The language reference's example of an error. */
class ReferenceExampleTest {
    private static void assertRendered(String name, String text, String expected) {
        Checked checked = Frontend.check(new SourceText(name, text), Overrides.none());
        assertThat(Texts.rendered(checked)).isEqualTo(expected);
        assertThat(checked.models()).isEmpty();
    }

    @Test
    void theExampleOfTheReference() {
        assertRendered("lenet.cnn", """
                model LeNet5 {
                    input image: 1 x 28 x 28


                    C1: conv 6, 5x5, relu
                    S2: maxpool 2x2
                    C3: conv 16, 5x5, relu
                    S4: maxpool 2x2
                    C5: conv 120, 5x5, relu
                    flatten
                    dense 10
                }
                """, """
                error[CNN2004]: kernel larger than its padded input
                  --> lenet.cnn:9:9
                   |
                 8 |     S4: maxpool 2x2
                   |     --------------- this gives 16 x 4 x 4
                 9 |     C5: conv 120, 5x5, relu
                   |                   ^^^ 5 > 4 + 2*0
                   |
                   = output = floor((input + 2*pad - dilation*(kernel - 1) - 1) / stride) + 1
                   = help: `pad=1` would give 120 x 2 x 2, `kernel 4x4` would give 120 x 1 x 1
                """);
    }
}
