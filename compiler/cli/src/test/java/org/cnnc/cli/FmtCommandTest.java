package org.cnnc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

class FmtCommandTest {
    private static final String LOOSE = "model M{\r\n  input a:3\r\n  dense  4 // units\r\n}\r\n";
    private static final String FORMATTED = "model M {\n    input a: 3\n    dense 4  // units\n}\n";
    private static final String WRONG = "model  M {\n  dense 4 5\n}\n";

    @TempDir
    private Path folder;

    private Path file(String name, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        // Any time but now, to see whether the file is written.
        return Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
    }

    private static boolean isUntouched(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toMillis() == 1_000_000_000_000L;
    }

    private static CommandRun withInput(String input, String... arguments) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return CommandRun.of(arguments);
        } finally {
            System.setIn(before);
        }
    }

    static boolean hasPosixPermissions() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    @Test
    void filesAreFormattedInPlaceAndOnlyWhereTheyNeedIt() throws IOException {
        Path loose = file("loose.cnn", LOOSE);
        Path formatted = file("formatted.cnn", FORMATTED);
        CommandRun run = CommandRun.of("fmt", folder.toString());
        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).isEqualTo("formatted " + loose + "\n2 files: 1 changed\n");
        assertThat(loose).hasContent(FORMATTED);
        assertThat(Files.readString(loose)).isEqualTo(FORMATTED);
        assertThat(isUntouched(formatted)).isTrue();
        assertThat(CommandRun.of("fmt", folder.toString()).out()).isEqualTo("2 files: all formatted\n");
        assertThat(CommandRun.of("fmt", "-q", folder.toString()).out()).isEmpty();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactlyInAnyOrder(loose, formatted);
        }
    }

    @Test
    void checkTellsAndChangesNothing() throws IOException {
        Path loose = file("loose.cnn", LOOSE);
        Path formatted = file("formatted.cnn", FORMATTED);
        CommandRun run = CommandRun.of("fmt", "--check", loose.toString(), formatted.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEqualTo(loose + """

                @@ -1,4 +1,4 @@
                -model M{
                -  input a:3
                -  dense  4 // units
                +model M {
                +    input a: 3
                +    dense 4  // units
                 }
                2 files: 1 not formatted
                """);
        assertThat(isUntouched(loose)).isTrue();
        assertThat(CommandRun.of("fmt", "--check", "-q", loose.toString()).out()).isEqualTo(loose + "\n");
        assertThat(CommandRun.of("fmt", "--check", formatted.toString()).status()).isZero();
        Path ends = file("ends.cnn", FORMATTED.replace("\n", "\r\n"));
        assertThat(CommandRun.of("fmt", "--check", ends.toString()).out()).contains("the ends of lines differ");
    }

    @Test
    void fileWithSyntaxErrorsIsLeftAsItIs() throws IOException {
        Path wrong = file("a.cnn", WRONG);
        Path loose = file("b.cnn", LOOSE);
        CommandRun run = CommandRun.of("fmt", folder.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("error[CNN1008]", "a.cnn:2:11");
        assertThat(run.out()).endsWith("2 files: 1 changed, 1 with errors\n");
        assertThat(isUntouched(wrong)).isTrue();
        assertThat(loose).hasContent(FORMATTED);
        CommandRun missing = CommandRun.of("fmt", folder.resolve("none.cnn").toString());
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.err()).contains("CNN1001");
    }

    @Test
    void standardInputGoesToStandardOutput() {
        for (String argument : new String[] {"-", "--stdin"}) {
            CommandRun run = withInput(LOOSE, "fmt", argument);
            assertThat(run.status()).isZero();
            assertThat(run.out()).isEqualTo(FORMATTED);
            assertThat(run.err()).isEmpty();
        }
        CommandRun wrong = withInput(WRONG, "fmt", "-");
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err()).contains("<stdin>:2:11");
        assertThat(withInput(LOOSE, "fmt", "-", "--check").status()).isEqualTo(1);
        assertThat(withInput(FORMATTED, "fmt", "-", "--check").status()).isZero();
    }

    @Test
    void commandLineAtFault() {
        assertThat(CommandRun.of("fmt").status()).isEqualTo(2);
        assertThat(CommandRun.of("fmt", "-", "a.cnn").status()).isEqualTo(2);
        assertThat(CommandRun.of("fmt", "--chek", "a.cnn").status()).isEqualTo(2);
    }

    @Test
    @EnabledIf("hasPosixPermissions")
    void permissionsAndLinksAreKept() throws IOException {
        Path file = file("loose.cnn", LOOSE);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(folder.resolve("link.cnn"), file.getFileName());
        assertThat(CommandRun.of("fmt", link.toString()).status()).isZero();
        assertThat(link).isSymbolicLink();
        assertThat(Files.readString(file)).isEqualTo(FORMATTED);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-r-----");
    }
}
