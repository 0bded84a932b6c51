package org.cnnc.compiler.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cnnc.compiler.Texts.check;
import static org.cnnc.compiler.Texts.codes;
import static org.cnnc.compiler.Texts.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.cnnc.compiler.Frontend;
import org.cnnc.compiler.graph.Overrides;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is warned of stands in the golden files; here is what is not, near as it may be. */
class LintTest {
    static Stream<Path> models() throws IOException {
        return Files.walk(Path.of("../../models")).filter(file -> file.toString().endsWith(".cnn")).sorted();
    }

    @ParameterizedTest
    @MethodSource("models")
    void theModelsGiveNoWarnings(Path file) {
        assertThat(Frontend.check(file, Overrides.none()).diagnostics()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "conv 4, 1x1, stride=2",
        "conv 4, 3x3, stride=9",
        "conv 4, 3x3, bias=true; batchnorm",
        "conv 4, 3x3, bias=false; batchnorm",
        "a: conv 4, 3x3, pad=1; b: batchnorm; add a, b",
        "conv 4, 3x3, tanh; relu",
        "repeat 2 { relu; conv 4, 3x3, pad=1 }",
        "dropout; conv 4, 3x3",
        "flatten; dense 3; softmax",
    })
    void nothingIsSaidOf(String statements) {
        assertThat(check(model("4 x 8 x 8", statements)).diagnostics()).isEmpty();
    }

    /** The first of them has an effect. */
    @Test
    void aRepeatedStatementIsNeededWhereOneOfItsTimesIs() {
        assertThat(check(model("4 x 8 x 8", "repeat 3 { relu; maxpool 1 }")).diagnostics()).isEmpty();
        assertThat(codes(check(model("4 x 8 x 8", "sigmoid; repeat 3 { relu; maxpool 1 }")))).isEqualTo("CNN7007");
    }

    @Test
    void filesWithErrorsAndLibrariesKeepTheirBlocks() {
        assertThat(check("block A(n) { dense n }").diagnostics()).isEmpty();
        assertThat(codes(check("block A(n) { dense n }\n" + model("4", "dnese 3")))).isEqualTo("CNN2001");
    }
}
