package org.cnnc.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cnnc.compiler.Texts.codes;
import static org.cnnc.compiler.Texts.rendered;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.source.SourceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesTest {
    @TempDir
    Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static Checked check(Path file) {
        return Frontend.check(file, Overrides.none());
    }

    @Test
    void whatCannotBeRead() throws IOException {
        assertThat(rendered(check(Path.of("nowhere.cnn")))).isEqualTo("""
                error[CNN1001]: file cannot be read
                  --> nowhere.cnn
                   = there is no such file
                """);
        assertThat(codes(check(folder))).isEqualTo("CNN1001");
        assertThat(codes(check(Files.write(folder.resolve("latin.cnn"), new byte[] {'m', (byte) 0xE9, 'n'})))).isEqualTo("CNN1002");
        assertThat(codes(check(Files.write(folder.resolve("zero.cnn"), new byte[] {'m', 0})))).isEqualTo("CNN1002");
        assertThat(codes(check(write("empty.cnn", "")))).isEqualTo("CNN1003");
        assertThat(codes(check(write("large.cnn", " ".repeat(SourceLoader.MAX_BYTES + 1))))).isEqualTo("CNN1004");
    }

    @Test
    void importsBringBlocks() throws IOException {
        write("blocks.cnn", "import \"more.cnn\"\nblock Two(k) { dense k; One }");
        write("more.cnn", "block One { tanh }");
        Checked checked = check(write("main.cnn", "import \"blocks.cnn\"\nmodel M { input a: 3; Two 5; One }"));
        assertThat(rendered(checked)).isEmpty();
        assertThat(checked.models().getFirst().layers().stream().map(layer -> layer.path()))
                .containsExactly("two1.dense1", "two1.one1.tanh1", "one1.tanh1");
    }

    @Test
    void cyclesAreNamed() throws IOException {
        write("a.cnn", "import \"b.cnn\"\nblock A { relu }");
        write("b.cnn", "import \"a.cnn\"\nblock B { relu }");
        Checked checked = check(write("main.cnn", "import \"a.cnn\"\nmodel M { input a: 3; A }"));
        assertThat(codes(checked)).isEqualTo("CNN1012");
        assertThat(checked.diagnostics().getFirst().notes().getFirst()).matches("\\S*a.cnn -> \\S*b.cnn -> \\S*a.cnn");
    }

    @Test
    void anErrorOfAnImportedFileIsShownThere() throws IOException {
        write("blocks.cnn", "block Two { cnov 3 }");
        Checked checked = check(write("main.cnn", "import \"blocks.cnn\"\nmodel M { input a: 3; Two }"));
        assertThat(codes(checked)).isEqualTo("CNN2001");
        assertThat(checked.diagnostics().getFirst().span().source().name()).endsWith("blocks.cnn");
    }
}
