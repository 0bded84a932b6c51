package org.cnnc.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.source.SourceText;
import org.junit.jupiter.api.Test;

/** What the user sees, in the form of the language reference's chapter on errors. */
class GoldenDiagnosticsTest {
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

    @Test
    void anUnknownLayerAndItsNeighbour() {
        assertRendered("a.cnn", """
                model M {
                    input image: 1 x 8 x 8
                    covn 6, 5x5, relu
                    flatten
                }
                """, """
                error[CNN2001]: unknown layer
                  --> a.cnn:3:5
                   |
                 3 |     covn 6, 5x5, relu
                   |     ^^^^ there is no layer or block `covn`
                   |
                   = help: did you mean `conv`?
                """);
    }

    @Test
    void aFalseAssertionShowsTheArithmetic() {
        assertRendered("a.cnn", """
                model M {
                    input image: 1 x 8 x 8
                    conv 6, 3x3 -> 6 x 8 x 8
                }
                """, """
                error[CNN2009]: shape not as asserted
                  --> a.cnn:3:5
                   |
                 3 |     conv 6, 3x3 -> 6 x 8 x 8
                   |                    ^^^^^^^^^ the shape is 6 x 6 x 6
                   |
                   = floor((8 + 2*0 - 1*(3 - 1) - 1) / 1) + 1 = 6
                   = floor((8 + 2*0 - 1*(3 - 1) - 1) / 1) + 1 = 6
                   = help: `-> 6 x 6 x 6` is true
                """);
    }

    @Test
    void aFalseExpectationSpellsOutTheSum() {
        assertRendered("a.cnn", """
                model M {
                    input pair: 2
                    a: dense 2, sigmoid
                    b: dense 1
                    expect parameters == 10
                }
                """, """
                error[CNN3001]: expectation not met
                  --> a.cnn:5:5
                   |
                 5 |     expect parameters == 10
                   |                          ^^ `parameters` is 9
                   |
                   = a + b = 6 + 3 = 9
                """);
    }

    @Test
    void aQuotientThatIsNotWhole() {
        assertRendered("a.cnn", """
                model M {
                    input pair: 5
                    let half = in.features / 2
                    dense half
                }
                """, """
                error[CNN2014]: not a whole number
                  --> a.cnn:4:11
                   |
                 4 |     dense half
                   |           ^^^^ `units` is 2.5
                   |
                   = help: `floor(…)` rounds down, `ceil(…)` up
                """);
    }

    @Test
    void everySyntaxErrorOfAFile() {
        assertRendered("a.cnn", """
                model M {
                    input image 1 x 8 x 8
                    conv 6 5x5
                    dense 10, relu,
                }
                block {
                }
                """, """
                error[CNN1008]: syntax error
                  --> a.cnn:2:17
                   |
                 2 |     input image 1 x 8 x 8
                   |                 ^ expected `:`, found `1`

                error[CNN1008]: syntax error
                  --> a.cnn:3:12
                   |
                 3 |     conv 6 5x5
                   |            ^^^ expected the end of the statement, found `5x5`
                   |
                   = help: arguments are separated by commas, and statements by newlines or `;`

                error[CNN1008]: syntax error
                  --> a.cnn:5:1
                   |
                 5 | }
                   | ^ expected a value, found `}`

                error[CNN1008]: syntax error
                  --> a.cnn:6:7
                   |
                 6 | block {
                   |       ^ expected a name, found `{`
                """);
    }

    @Test
    void anOpenBrace() {
        assertRendered("a.cnn", "model M {\n    input a: 3\n    relu\n", """
                error[CNN1009]: brace not closed
                  --> a.cnn:4:1
                   |
                 1 | model M {
                   |         - this brace is still open
                ...
                 4 |
                   | ^ the file ends here
                   |
                   = help: add `}`
                """);
    }

    @Test
    void anEmptyFile() {
        assertRendered("a.cnn", "", """
                error[CNN1003]: nothing declared
                  --> a.cnn
                   = the file has neither a model nor a block
                   = help: a model is `model NAME { input image: 1 x 28 x 28; … }`
                """);
    }

    @Test
    void aWrongPathOnTheCommandLine() {
        Checked checked = Texts.check("model M(classes = 10) { input a: 3; dense classes }", Map.of("clases", "5"));
        assertThat(Texts.rendered(checked)).isEqualTo("""
                error[CNN2026]: unknown setting
                  --> command line:1:7
                   |
                 1 | --set clases=5
                   |       ^^^^^^ nothing is named `clases`
                   |
                   = help: did you mean `classes`?
                """);
    }

    @Test
    void anErrorInABlockNamesItsUse() {
        assertRendered("a.cnn", """
                block Shrink(k) {
                    maxpool k
                }
                model M {
                    input image: 1 x 4 x 4
                    Shrink 2
                    Shrink 3
                }
                """, """
                error[CNN2004]: kernel larger than its padded input
                  --> a.cnn:2:5
                   |
                 2 |     maxpool k
                   |             ^ 3 > 2 + 2*0
                ...
                 6 |     Shrink 2
                   |     -------- this gives 1 x 2 x 2
                 7 |     Shrink 3
                   |     -------- in this use
                   |
                   = output = floor((input + 2*pad - dilation*(kernel - 1) - 1) / stride) + 1
                   = help: `pad=1` would give 1 x 1 x 1, `kernel 2x2` would give 1 x 1 x 1
                """);
    }
}
