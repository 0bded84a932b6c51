package org.cnnc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    private static final String WRONG = """
            model M {
                input image: 1 x 8 x 8
                conv 4, 3x3
                maxpol 2x2
            }
            """;

    @TempDir
    private Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    @Test
    void rightFileGivesNothingButACount() throws IOException {
        CommandRun run = CommandRun.of("check", file("m.cnn", Project.MODEL).toString());
        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().strip()).isEqualTo("1 file: nothing wrong");
        assertThat(CommandRun.of("check", "-q", folder.toString()).out()).isEmpty();
    }

    @Test
    void aModelThatNoFileHasIsAMisuse() throws IOException {
        String file = file("m.cnn", "model Digits {\n    input data: 4\n    dense 2\n}\n").toString();
        assertThat(CommandRun.of("check", file, "--model", "Digits").status()).isZero();
        CommandRun run = CommandRun.of("check", file, "--model", "Digit");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("has no model Digit; did you mean Digits?");
    }

    @Test
    void unknownLayerIsMarkedAndTheNearestNameOffered() throws IOException {
        CommandRun run = CommandRun.of("check", file("m.cnn", WRONG).toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("error[CNN2001]", "m.cnn:4:5", "    maxpol 2x2", "^^^^^^", "did you mean `maxpool`?");
    }

    @Test
    void jsonHasTheContractsKeys() throws IOException {
        Path file = file("m.cnn", WRONG);
        CommandRun run = CommandRun.of("check", file.toString(), "--format", "json");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        JsonNode json = run.json().getFirst();
        assertThat(json.get("errors").asInt()).isEqualTo(1);
        assertThat(json.get("warnings").asInt()).isZero();
        JsonNode checked = json.get("files").get(0);
        assertThat(checked.get("file").asText()).isEqualTo(file.toString());
        JsonNode diagnostic = checked.get("diagnostics").get(0);
        assertThat(diagnostic.get("code").asText()).isEqualTo("CNN2001");
        assertThat(diagnostic.get("severity").asText()).isEqualTo("error");
        assertThat(diagnostic.get("title").asText()).isEqualTo("unknown layer");
        assertThat(diagnostic.get("message").asText()).contains("maxpol");
        assertThat(diagnostic.get("line").asInt()).isEqualTo(4);
        assertThat(diagnostic.get("column").asInt()).isEqualTo(5);
        assertThat(diagnostic.get("endLine").asInt()).isEqualTo(4);
        assertThat(diagnostic.get("endColumn").asInt()).isEqualTo(11);
        assertThat(diagnostic.get("help").asText()).contains("maxpool");
        assertThat(diagnostic.get("related").isArray()).isTrue();
    }

    @Test
    void folderStandsForTheFilesBelowIt() throws IOException {
        Files.createDirectories(folder.resolve("a/b"));
        file("a/b/wrong.cnn", WRONG);
        file("a/right.cnn", Project.MODEL);
        file("a/notes.txt", "no model");
        JsonNode json = CommandRun.of("check", folder.toString(), "--format", "json").json().getFirst();
        assertThat(json.get("files").findValuesAsText("file"))
                .contains(folder.resolve("a/b/wrong.cnn").toString(), folder.resolve("a/right.cnn").toString());
        assertThat(json.get("files")).hasSize(2);
        assertThat(json.get("errors").asInt()).isEqualTo(1);
    }

    @Test
    void folderWithoutModelsIsSaid() {
        CommandRun run = CommandRun.of("check", folder.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("expected .cnn files").doesNotContain("\tat ");
    }

    @Test
    void missingEmptyAndBinaryFilesAreDiagnostics() throws IOException {
        CommandRun missing = CommandRun.of("check", folder.resolve("none.cnn").toString());
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.err()).contains("CNN1001", "none.cnn");
        CommandRun empty = CommandRun.of("check", file("empty.cnn", "").toString());
        assertThat(empty.status()).isEqualTo(1);
        assertThat(empty.err()).contains("CNN1003");
        Path bytes = Files.write(folder.resolve("bytes.cnn"), new byte[] {0, -1, -2, 7, -64, -128});
        CommandRun binary = CommandRun.of("check", bytes.toString());
        assertThat(binary.status()).isEqualTo(1);
        assertThat(binary.err()).contains("CNN1002");
    }

    @Test
    void settingsFromOutsideAreChecked() throws IOException {
        String file = file("m.cnn", Project.MODEL).toString();
        assertThat(CommandRun.of("check", file, "--set", "width=3", "--set", "train.optimizer.lr=0.1").status()).isZero();
        CommandRun unknown = CommandRun.of("check", file, "--set", "widht=3");
        assertThat(unknown.status()).isEqualTo(1);
        assertThat(unknown.err()).contains("CNN2026", "did you mean `width`?");
    }

    @Test
    void yamlTreeSetsWhatItsPathsName() throws IOException {
        String file = file("m.cnn", Project.MODEL).toString();
        Path params = file("p.yaml", "width: 3\ntrain:\n  optimizer: {lr: 0.1}\n");
        assertThat(CommandRun.of("summary", file, "--params", params.toString(), "--format", "json").json().getFirst()
                .get("parameters").asInt()).isEqualTo(16 * 3 + 3 + 3 * 4 + 4);
        CommandRun wins = CommandRun.of(
                "summary", file, "--params", params.toString(), "--set", "width=2", "--format", "json");
        assertThat(wins.json().getFirst().get("parameters").asInt()).isEqualTo(16 * 2 + 2 + 2 * 4 + 4);
        Path list = file("list.yaml", "width: [1, 2]\n");
        assertThat(CommandRun.of("check", file, "--params", list.toString()).err()).contains("list.yaml:1:8", "`width` is a number, found a tuple");
    }

    @Test
    void coloursAreForTerminalsThatWantThem() throws IOException {
        String file = file("m.cnn", WRONG).toString();
        String escape = "\u001B[";
        assertThat(CommandRun.of(true, Map.of(), "check", file).err()).contains(escape);
        assertThat(CommandRun.of("check", file).err()).doesNotContain(escape);
        assertThat(CommandRun.of(true, Map.of("NO_COLOR", "1"), "check", file).err()).doesNotContain(escape);
        assertThat(CommandRun.of(true, Map.of("TERM", "dumb"), "check", file).err()).doesNotContain(escape);
        assertThat(CommandRun.of(true, Map.of(), "check", file, "--no-color").err()).doesNotContain(escape);
    }
}
