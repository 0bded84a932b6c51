package org.cnnc.compiler.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cnnc.compiler.language.Models.errors;
import static org.cnnc.compiler.language.Models.errorsOf;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cnnc.compiler.Texts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no network needs is refused with a diagnostic, in bounded time and memory: each of these ends by itself. */
class LimitsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "repeat 1000000000 { relu } | CNN2021",
        "repeat 1000000000 { } | CNN2021",
        "repeat 2147483647 { repeat 2147483647 { repeat 2147483647 { } } } | CNN2021",
        "repeat i in -2147483648..2147483647 { } | CNN2013",
        "repeat i in 1..1e18 { relu } | CNN2013",
        "repeat 1e300 { relu } | CNN2013",
        "layer1: repeat 1000000000 { relu } | CNN2021",
        "repeat 999 { repeat 999 { relu } } | CNN2021",
        "repeat 100001 { relu } | CNN2021",
        "repeat 1000 { repeat 1000 { let k = 3 } } | CNN2021",
        "repeat 10000 { branch a { } } | CNN2016",
        "conv 2000000000, 3x3 | CNN2007",
        "conv 2000000000, 3x3, pad = 1 | CNN2007",
        "conv 64, 2000000000 | CNN2004",
        "conv 64, 3, pad = 2000000000 | CNN2007",
        "conv 64, 3, stride = 2000000000, pad = 1 | ",
        "conv 64, 3, dilation = 2000000000 | CNN2004",
        "conv 65536, 1; conv 65536, 1 | CNN2007",
        "flatten; dense 2000000000 | CNN2007",
        "conv 1e9 * 1e9, 3 | CNN2013",
        "maxpool 2147483647, pad = 1073741823 | ",
        "avgpool 3, pad = 2147483647 | CNN2007",
        "let k = 9 ^ 99999 ; relu | CNN1011",
        "let k = 9.9 ^ 9999.5 ; relu | CNN1011",
        "expect parameters == 1e300; relu | ",
    })
    void hugeNumbers(String statements, String codes) {
        String found = errorsOf("3 x 32 x 32", statements);
        if (codes == null) assertThat(found).doesNotContain("CNN2021");
        else assertThat(found).contains(codes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483647 x 2", "46341 x 46341", "65536 x 65536 x 65536", "1e18", "99999999999999999999999999"})
    void inputsHaveATensorsSize(String shape) {
        assertThat(errors("model M { input a: " + shape + "; relu }")).isEqualTo("CNN2007");
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 200, 2_000, 50_000})
    void nesting(int depth) {
        String[][] nests = {
            {"(", "1", ")"}, {"-", "1", ""}, {"not ", "true", ""}, {"floor(", "1", ")"}, {"if true then ", "1", " else 2"}, {"2 ^ ", "1", ""}, {"(1, ", "1", ")"},
            {"1 + (", "1", ")"}, {"he(a = ", "1", ")"},
        };
        for (String[] nest : nests) Texts.check(Texts.model("4", "dense " + nest[0].repeat(depth) + nest[1] + nest[2].repeat(depth))).diagnostics();
        String[][] bodies = {{"g: {", "relu", "}"}, {"repeat 1 {", "relu", "}"}, {"if true {", "relu", "}"}, {"branch a {", "relu", "}"}, {"if false { } else {", "relu", "}"}};
        for (String[] nest : bodies) Texts.check(Texts.model("4", nest[0].repeat(depth) + nest[1] + nest[2].repeat(depth))).diagnostics();
        String chain = Texts.codes(Texts.check(Texts.model("4", "if false { }" + " else if false { }".repeat(depth))));
        assertThat(chain).satisfiesAnyOf(codes -> assertThat(codes).isEmpty(), codes -> assertThat(codes).contains("CNN1010"), codes -> assertThat(codes).contains("CNN2029"));
    }

    @Test
    void blocksThatUseEachOther() {
        String chain = IntStream.range(0, 60).mapToObj(i -> "block B" + i + " { B" + (i + 1) + " }").collect(Collectors.joining("\n"));
        assertThat(errors(chain + "\nblock B60 { relu }\nmodel M { input a: 4; B0 }")).isEmpty();
        String row = IntStream.range(0, 600).mapToObj(i -> "block B" + i + " { B" + (i + 1) + " }").collect(Collectors.joining("\n"));
        assertThat(errors(row + "\nblock B600 { relu }\nmodel M { input a: 4; B0 }")).isEqualTo("CNN2022");
        // Each level uses the next ten times.
        String tree = IntStream.range(0, 20).mapToObj(i -> "block B" + i + " { repeat 10 { B" + (i + 1) + " } }").collect(Collectors.joining("\n"));
        assertThat(errors(tree + "\nblock B20 { relu }\nmodel M { input a: 4; B0 }")).isEqualTo("CNN2021");
        assertThat(errors(tree + "\nblock B20 { }\nmodel M { input a: 4; B0 }")).isEqualTo("CNN2021");
    }

    /** Tens of thousands of layers, of kinds whose initialiser looks at those behind them. */
    @ParameterizedTest
    @ValueSource(strings = {"relu", "dropout", "batchnorm", "conv 1, 1", "branch a { }; branch b { }; add", "maxpool 1", "repeat 2 { relu }"})
    void manyLayers(String layer) {
        assertThat(errorsOf("1 x 2 x 2", "s: repeat 33000 { " + layer + " }")).isEmpty();
    }

    @Test
    void longFiles() {
        assertThat(errorsOf("4", "relu;".repeat(20_000))).isEmpty();
        assertThat(errorsOf("4", "let k = 3; dense " + "k + ".repeat(450) + "k")).isEmpty();
        assertThat(errorsOf("4", IntStream.range(0, 3000).mapToObj(i -> "let k" + i + " = " + i).collect(Collectors.joining("\n")) + "\nrelu")).isEmpty();
        assertThat(errorsOf("4", "cnov 3;".repeat(1_000))).startsWith("CNN2001");
        assertThat(errors("@".repeat(20_000))).startsWith("CNN1005");
        assertThat(errors("model M(" + IntStream.range(0, 3000).mapToObj(i -> "p" + i + " = " + i).collect(Collectors.joining(", ")) + ") { input a: 4; dense p2999 }")).isEmpty();
    }
}
