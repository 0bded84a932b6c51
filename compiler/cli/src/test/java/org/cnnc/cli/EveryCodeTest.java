package org.cnnc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cnnc.compiler.diagnostics.Code;
import org.junit.jupiter.api.Test;

/** No code without a text that a test holds it to: of the compiler, of lock files, of data and weights. */
class EveryCodeTest {
    private static final List<Path> GOLDEN = List.of(
            Path.of("../core/src/test/resources/golden"),
            Path.of("../core/src/test/resources/golden-lock"),
            Path.of("src/test/resources/golden"));

    @Test
    void everyCodeHasItsFullText() throws IOException {
        Set<String> shown = new TreeSet<>();
        for (Path folder : GOLDEN) {
            try (Stream<Path> files = Files.list(folder)) {
                files.map(file -> file.getFileName().toString()).filter(name -> name.matches("CNN\\d{4}(-.*)?\\.txt"))
                        .forEach(name -> shown.add(name.substring(0, 7)));
            }
        }
        assertThat(shown).isEqualTo(Arrays.stream(Code.values()).map(Code::name).collect(Collectors.toSet()));
    }
}
