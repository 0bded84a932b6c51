package org.cnnc.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cnnc.compiler.diagnostics.TextRenderer;
import org.cnnc.compiler.graph.Overrides;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The files in {@code golden-lock}, each beside its lock and what is said of both: all of it, to the letter.
 * {@code -Dgolden.write=true} writes the texts anew, to be read before they are checked in.
 */
class LockGoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden-lock");

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".cnn")).sorted().toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> whatIsSaidOfAFileAndItsLock() throws IOException {
        return files().stream().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
            String rendered = Locking.check(file, Overrides.none()).diagnostics().stream()
                    .map(TextRenderer.plain()::render).collect(Collectors.joining("\n")).replace(FOLDER + "/", "");
            Path expected = Path.of(file.toString().replace(".cnn", ".txt"));
            if (Boolean.getBoolean("golden.write")) Files.writeString(expected, rendered);
            assertThat(rendered).isEqualTo(Files.readString(expected));
            assertThat(rendered).contains("error[" + file.getFileName().toString().substring(0, 7) + "]");
        }));
    }
}
