package org.cnnc.tests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.cnnc.compiler.Frontend;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.source.SourceText;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is nested, repeated or large beyond reason is refused by a diagnostic of its own, in bounded memory. */
class ExtremesTest {
    static Stream<Arguments> extremes() {
        return Stream.of(
                Arguments.of(Code.CNN1010, inModel("dense " + "(".repeat(100_000) + "1" + ")".repeat(100_000))),
                Arguments.of(Code.CNN1010, inModel("dense " + "-".repeat(1_000) + "1")),
                Arguments.of(Code.CNN1010, inModel("dense " + "-".repeat(100_000) + "1")),
                Arguments.of(Code.CNN1010, inModel("dense if " + "not ".repeat(1_000) + "true then 1 else 2")),
                Arguments.of(Code.CNN1010, inModel("dense " + "if true then 1 else ".repeat(1_000) + "1")),
                Arguments.of(Code.CNN1010, inModel("dense 1" + "^1".repeat(600))),
                Arguments.of(Code.CNN1010, inModel("dense 1" + "+1".repeat(20_000))),
                Arguments.of(Code.CNN1010, inModel("{".repeat(100_000) + "}".repeat(100_000))),
                Arguments.of(Code.CNN1010, inModel("if true { ".repeat(100_000) + "relu" + " }".repeat(100_000))),
                Arguments.of(Code.CNN1011, inModel("dense " + "9".repeat(100_000))),
                Arguments.of(Code.CNN1011, inModel("dense 1e999999999")),
                Arguments.of(Code.CNN2021, inModel("repeat 2000000000 { relu }")),
                Arguments.of(Code.CNN2003, inModel("repeat 2000000000 { relu; dense true }")),
                Arguments.of(Code.CNN2021, inModel("repeat 1000 { ".repeat(10) + "relu" + " }".repeat(10))),
                Arguments.of(Code.CNN2021, inModel("repeat i in 1..2000000000 { if i > 3 { relu } }")),
                Arguments.of(Code.CNN2007, inModel("dense 2000000000; dense 2000000000")),
                Arguments.of(Code.CNN2007, "model M { input image: 3 x 8 x 8; conv 2000000000, 3x3, pad=1; conv 2000000000, 3x3 }"),
                Arguments.of(Code.CNN2007, "model M { input image: 2000000000 x 2000000000; relu }"),
                Arguments.of(Code.CNN2022, "block A { A }\nmodel M { input a: 3; A }"),
                Arguments.of(Code.CNN1009, "model M {"));
    }

    private static String inModel(String statements) {
        return "model M { input values: 3; " + statements + " }";
    }

    @ParameterizedTest
    @MethodSource("extremes")
    void areRefused(Code code, String text) {
        assertThat(Frontend.check(new SourceText("extreme.cnn", text), Overrides.none()).diagnostics())
                .extracting(diagnostic -> diagnostic.code())
                .contains(code);
        try (Watch watch = new Watch()) {
            assertThat(watch.failure(new Case("extreme.cnn", text))).isEmpty();
        }
    }
}
