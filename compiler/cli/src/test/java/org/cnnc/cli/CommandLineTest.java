package org.cnnc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandLineTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {
        "", "chekc x.cnn", "check", "check --no-such-option x.cnn", "check x.cnn --format sarf", "lock", "compile x.cnn",
        "eval x.cnn", "predict x.cnn --weights w", "train", "train x.cnn --epochs many", "train x.cnn --epochs 0",
        "train x.cnn --threads 0", "train x.cnn --threads 5000", "summary x.cnn --format pdf",
        "summary x.cnn --depth 0", "summary x.cnn --depth some", "summary x.cnn -o y.cnn",
        "explain x.cnn --stage middle", "explain x.cnn", "explain CNN9999", "summary x.cnn --set classes",
        "summary x.cnn --params none.yaml", "compile x.cnn -o out --class 3D", "compile x.cnn -o out --package a..b"
    })
    void wrongCommandLinesEndWithTwoAndOneSentence(String line) {
        CommandRun run = CommandRun.of(line.isEmpty() ? new String[0] : line.split(" "));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("cnnc: ").doesNotContain("\tat ");
    }

    @Test
    void emptyArgumentIsNoFolder() {
        CommandRun run = CommandRun.of("check", "");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("empty");
    }

    @Test
    void formatsThatAreThereAreNamed() {
        assertThat(CommandRun.of("check", "x.cnn", "--format", "sarf").err())
                .contains("text", "json", "sarif", "junit", "github", "markdown");
    }

    @Test
    void bugIsCalledABug() {
        StringWriter err = new StringWriter();
        PrintWriter broken = new PrintWriter(Writer.nullWriter()) {
            @Override
            public void println(String line) {
                throw new IllegalStateException("made for this test");
            }
        };
        int status = Cnnc.run(new Terminal(broken, new PrintWriter(err, true), false, false, Terminal.UNLIMITED), "doctor");
        assertThat(status).isEqualTo(1);
        assertThat(err.toString()).contains("this is a bug in cnnc", "made for this test", "\tat ");
    }

    @Test
    void misspeltCommandsAndOptionsAreOffered() {
        assertThat(CommandRun.of("trian", "x.cnn").err()).contains("train");
        assertThat(CommandRun.of("train", "x.cnn", "--epoch", "3").err()).contains("--epochs");
    }

    @Test
    void everyCommandHasHelpWithAnExample() {
        List<String> commands = List.copyOf(new CommandLine(new Cnnc(Terminal.ofProcess())).getSubcommands().keySet());
        assertThat(commands).contains("check", "summary", "compile", "train", "eval", "predict", "explain", "doctor");
        for (String command : commands) {
            CommandRun run = CommandRun.of(command, "--help");
            assertThat(run.status()).isZero();
            assertThat(run.out()).contains("Usage: cnnc " + command, "Examples:", "  cnnc " + command);
        }
        assertThat(CommandRun.of("--version").out()).startsWith("cnnc ");
    }

    @Test
    void severalModelsAskForAChoice() throws IOException {
        Path file = Files.writeString(folder.resolve("two.cnn"), """
                model First { input values: 4; dense 2 }
                model Second { input values: 4; dense 3 }
                """);
        CommandRun open = CommandRun.of("summary", file.toString());
        assertThat(open.status()).isEqualTo(2);
        assertThat(open.err()).contains("First, Second", "--model");
        CommandRun chosen = CommandRun.of("summary", file.toString(), "--model", "Second", "--format", "json");
        assertThat(chosen.json().getFirst().get("parameters").asInt()).isEqualTo(15);
        CommandRun misspelt = CommandRun.of("summary", file.toString(), "--model", "Secnd");
        assertThat(misspelt.status()).isEqualTo(2);
        assertThat(misspelt.err()).contains("did you mean Second?");
    }

    @Test
    void folderWithSeveralFilesIsNoSingleModel() throws IOException {
        Files.writeString(folder.resolve("a.cnn"), Project.MODEL);
        assertThat(CommandRun.of("summary", folder.toString(), "-q").status()).isZero();
        Files.writeString(folder.resolve("b.cnn"), Project.MODEL);
        assertThat(CommandRun.of("summary", folder.toString()).status()).isEqualTo(2);
    }
}
