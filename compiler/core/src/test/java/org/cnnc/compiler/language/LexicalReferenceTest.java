package org.cnnc.compiler.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cnnc.compiler.language.Models.body;
import static org.cnnc.compiler.language.Models.errors;
import static org.cnnc.compiler.language.Models.errorsOf;
import static org.cnnc.compiler.language.Models.good;
import static org.cnnc.compiler.language.Models.output;

import java.math.BigInteger;
import java.util.List;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.parse.BlockDecl;
import org.cnnc.compiler.parse.ModelDecl;
import org.cnnc.compiler.parse.SourceFile;
import org.cnnc.compiler.parse.SourceParser;
import org.cnnc.compiler.parse.TrainDecl;
import org.cnnc.compiler.source.SourceText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The language reference's chapter "Lexical", and principle 3 on statements, sentence by sentence. */
class LexicalReferenceTest {
    private static SourceFile parse(String text) {
        Diagnostics diagnostics = new Diagnostics();
        SourceFile file = SourceParser.parse(new SourceText("test.cnn", text), diagnostics);
        assertThat(diagnostics.sorted()).isEmpty();
        return file;
    }

    @Test
    void commentsAreLinesOrBlocks() {
        assertThat(output(good("// a\nmodel /* b\n b */ M { input a: 3 // c\n dense /* d */ 2 /* e\n */ \n}//"))).isEqualTo("2");
        assertThat(output(good("model M { input a: 3; dense 2 // ünïcode 𝔠\n}"))).isEqualTo("2");
        assertThat(errors("model M { input a: 3; dense ü }")).isNotEmpty();
    }

    @Test
    void aDocCommentDocumentsTheDeclarationBelow() {
        SourceFile file = parse("""
                /// not of M, a blank line follows

                // plain
                /// Line one.
                /// Line two.
                model M(
                    /// How many.
                    classes = 10,
                    plain = 1
                ) {
                    input a: 3
                    dense classes
                }
                //// four slashes are a comment
                block B(k) { dense k }
                /// The block's.
                block C { relu }
                /// How.
                train M { loss mse }
                """);
        ModelDecl model = (ModelDecl) file.declarations().get(0);
        assertThat(model.doc()).isEqualTo("Line one.\nLine two.");
        assertThat(model.parameters().stream().map(parameter -> parameter.doc())).containsExactly("How many.", "");
        assertThat(((BlockDecl) file.declarations().get(1)).doc()).isEmpty();
        assertThat(((BlockDecl) file.declarations().get(2)).doc()).isEqualTo("The block's.");
        assertThat(((TrainDecl) file.declarations().get(3)).doc()).isEqualTo("How.");
        assertThat(good("/// A net.\nmodel M { input a: 3; dense 2 }").graph().doc()).isEqualTo("A net.");
    }

    /** Values by hand. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "7 | 7", "0.1 * 70 | 7", "1e-3 * 7000 | 7", "7e0 | 7", "7.0 | 7", "70E-1 | 7", "1.4e+1 / 2 | 7",
        "2k | 2000", "0.5k | 500", "1M / 1k | 1000", "1G / 1M | 1000", "1KB | 1024", "1MB / 1KB | 1024", "1GB / 1MB | 1024", "1.5KB | 1536",
        "1 + 2 | 3", "5 - 7 + 4 | 2", "2 * 3 | 6", "7 / 2 * 4 | 14", "7 % 4 | 3", "2 ^ 5 | 32",
        "-7 % 4 | 1", "7 % -4 + 5 | 4", "7.5 % 2 * 2 | 3", "-7.5 % 2 * 2 | 1",
        "(-2) ^ 3 + 9 | 1", "(-2) ^ 2 | 4", "2 ^ -1 * 4 | 2", "(1 / 2) ^ 2 * 4 | 1", "0 ^ 0 | 1", "4 ^ 0.5 | 2", "8 ^ (1/2) * 8 ^ (1/2) - 7.9 > 0 | true",
        "floor(7 / 2) | 3", "ceil(7 / 2) | 4", "round(7 / 2) | 4", "round(3.4) | 3", "floor(-7 / 2) + 5 | 1", "ceil(-7 / 2) + 5 | 2",
        "round(-7 / 2) + 5 | 2", "sqrt(49) | 7", "sqrt(49 / 4) * 2 | 7", "min(9, 7) | 7", "max(5, 7, 6) | 7", "min(7) | 7",
        "1 < 2 | true", "2 <= 2 | true", "2 > 2 | false", "2 >= 3 | false", "2 == 2.0 | true", "2 != 3 | true",
        "3 x 4 == 3x4 | true", "relu == relu | true", "\"a\" == \"b\" | false", "true == false | false", "3 == \"3\" | false",
        "true and false | false", "true or false | true", "not true | false", "not 1 == 2 and 3 == 3 | true",
        "false and nothing > 3 | false", "true or nothing > 3 | true",
        "if 1 > 2 then 3 else 4 | 4", "if true then 3 else if true then 4 else 5 | 3", "(if true then 3 else 4) + 1 | 4",
        "if true then 3 else nothing + 1 | 3",
    })
    void expressions(String expression, String value) {
        boolean flag = value.equals("true") || value.equals("false");
        String units = flag ? "if (" + expression + ") == " + value + " then 1 else 2" : expression;
        assertThat(output(body("4", "dense " + units))).isEqualTo(flag ? "1" : value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "5x5 | 4 x 4 x 4", "5x3 | 4 x 4 x 6", "k x k | 4 x 6 x 6", "k x 1 | 4 x 6 x 8", "2 * k - 1 x k | 4 x 4 x 6", "min(k, 2) x 1 | 4 x 7 x 8",
    })
    void extents(String kernel, String output) {
        assertThat(output(body("1 x 8 x 8", "let k = 3; conv 4, " + kernel))).isEqualTo(output);
    }

    @ParameterizedTest
    @ValueSource(strings = {"let x = 3", "x: relu", "input x: 3", "repeat x in 1..2 { relu }", "branch x { }"})
    void xAloneIsReserved(String statement) {
        assertThat(errorsOf("3 x 8 x 8", statement)).startsWith("CNN1008");
    }

    @Test
    void rangesIncludeBothEnds() {
        assertThat(body("4", "repeat i in 3..5 { dense i }").layers().stream().map(layer -> layer.output().toString())).containsExactly("3", "4", "5");
        assertThat(body("4", "repeat i in 3..3 { dense i }").layers()).hasSize(1);
        assertThat(body("4", "relu; repeat i in 3..2 { dense i }").layers()).hasSize(1);
        assertThat(body("4", "repeat i in -1..1 { dense i + 2 }").layers()).hasSize(3);
    }

    @Test
    void aStatementEndsAtANewlineOrASemicolon() {
        assertThat(body("4", "relu; tanh; dense 3").layers()).hasSize(3);
        assertThat(body("1 x 8 x 8", "conv 4,\n  3x3,\n  pad =\n 1").layers()).hasSize(1);
        assertThat(body("1 x 8 x 8", "conv 4, 3x3, pad = (\n1,\n2\n,1,2\n)").layers()).hasSize(1);
        assertThat(body("4", "let k = 1 +\n 2 *\n 3\ndense k").layers().getLast().output()).hasToString("7");
        assertThat(body("4", "let k = if 1 == 1 and\n true then\n 2 else\n 3\ndense k").layers()).isNotEmpty();
        assertThat(body("4", "dense 3 ->\n 3").layers()).hasSize(1);
        assertThat(errorsOf("4", "dense\n3")).isNotEmpty();
        assertThat(errorsOf("4", "relu tanh sigmoid")).startsWith("CNN1008");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "2 ^ 2 ^ 2 ^ 2 ^ 2 ^ 2", "9 ^ 9 ^ 9 ^ 9", "(9 ^ 999) ^ 999", "1e300 * 1e300 * 1e300 * 1e300 * 1e300", "10 ^ 1e300", "0.1 ^ 1e9", "(-8) ^ 0.5", "0 ^ -1",
        "sqrt(0 - 1)", "1e999", "1e99999999999999", "1e-999", "12345678901234567890123456789012345678901234567890123456789012345678901",
    })
    void numbersBeyondWhatIsFollowedAreRefused(String expression) {
        assertThat(errorsOf("4", "dense " + expression)).isEqualTo("CNN1011");
    }

    /** Repeated squaring would double the digits each time. */
    @Test
    void growthIsBounded() {
        String squares = String.join("\n", java.util.stream.IntStream.range(1, 60).mapToObj(i -> "let a" + i + " = a" + (i - 1) + " * a" + (i - 1)).toList());
        assertThat(errorsOf("4", "let a0 = 3\n" + squares + "\ndense a59")).isEqualTo("CNN1011");
        String fractions = String.join("\n", java.util.stream.IntStream.range(1, 3000).mapToObj(i -> "let a" + i + " = a" + (i - 1) + " + 1 / " + (i + 1)).toList());
        assertThat(errorsOf("4", "let a0 = 1\n" + fractions + "\ndense floor(a2999)")).isEqualTo("CNN1011");
    }

    @Test
    void exactnessHasNoRounding() {
        // 0.1 + 0.2 is 0.3, and a third three times is one.
        assertThat(output(body("4", "dense if 0.1 + 0.2 == 0.3 and 1 / 3 * 3 == 1 then 1 else 2"))).isEqualTo("1");
        BigInteger big = BigInteger.TWO.pow(100);
        assertThat(output(body("4", "dense if 2 ^ 100 == " + big + " then 1 else 2"))).isEqualTo("1");
    }

    @Test
    void theBatchIsNotInTheFileAndLayersHaveNoGrammar() {
        assertThat(errorsOf("8 x 3 x 8 x 8 x 8", "relu")).isEqualTo("CNN2005");
        for (String word : List.of("layer", "fan", "image2", "_", "Relu7")) assertThat(errorsOf("4", word + " 3")).isEqualTo("CNN2001");
    }
}
