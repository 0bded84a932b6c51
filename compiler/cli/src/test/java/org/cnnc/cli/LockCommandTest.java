package org.cnnc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockCommandTest {
    private static final String LENET = """
            model LeNet(classes = 10, width = 16) {
                input image: 1 x 32 x 32
                C1: conv 6, 5x5, relu
                S2: maxpool 2x2
                C3: conv width, 5x5, relu
                S4: maxpool 2x2
                C5: conv 120, 5x5, relu
                flatten
                F6: dense 84, relu
                dense classes
                softmax
            }
            """;

    @TempDir
    private Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static CommandRun check(Path file, String... more) {
        List<String> arguments = new ArrayList<>(List.of("check", "--locked", file.toString()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    @Test
    void lockSaysWhatTheModelComesTo() throws IOException {
        Path file = file("lenet.cnn", LENET);
        assertThat(CommandRun.of("lock", file.toString()).status()).isZero();
        String text = Files.readString(folder.resolve("lenet.cnn.lock"));
        assertThat(text).doesNotContain(folder.toString(), "\r");
        JsonNode lock = new YAMLMapper().readTree(text);
        assertThat(lock.get("format").asInt()).isEqualTo(1);
        JsonNode model = lock.get("models").get("LeNet");
        assertThat(model.get("parameters").get("width").asInt()).isEqualTo(16);
        assertThat(model.get("inputs").get("image").asText()).isEqualTo("1 x 32 x 32");
        assertThat(model.get("outputs").get("output").asText()).isEqualTo("10");
        // LeCun et al., 1998, with full connections in C3: 61,706 parameters.
        assertThat(model.get("totals").get("parameters").asLong()).isEqualTo(61_706);
        assertThat(model.get("totals").get("weights").asLong()).isEqualTo(4 * 61_706);
        assertThat(model.get("totals").get("macs").asLong()).isEqualTo(416_520);
        assertThat(model.get("totals").get("receptive_field").asText()).isEqualTo("32 x 32");
        assertThat(model.get("totals").get("memory.infer").asLong()).isGreaterThan(4 * 61_706);
        JsonNode third = model.get("layers").get(3);
        assertThat(third.get("name").asText()).isEqualTo("C3");
        assertThat(third.get("op").asText()).isEqualTo("conv");
        assertThat(third.get("args").get("filters").asInt()).isEqualTo(16);
        assertThat(third.get("output").asText()).isEqualTo("16 x 10 x 10");
        assertThat(third.get("parameters").asLong()).isEqualTo(16 * (6 * 25 + 1));
        assertThat(third.get("macs").asLong()).isEqualTo(16L * 6 * 25 * 100);
        assertThat(third.get("init").asText()).isEqualTo("he_normal");
        assertThat(third.get("std").asDouble()).isEqualTo(Math.sqrt(2.0 / 150), Offset.offset(1e-4));
        assertThat(text.lines().filter(line -> line.contains("name: "))).hasSize(model.get("layers").size());
    }

    @Test
    void sameFileGivesTheSameBytesAndIsNotWrittenAgain() throws IOException {
        Path file = file("lenet.cnn", LENET);
        assertThat(CommandRun.of("lock", file.toString()).out()).contains("lenet.cnn.lock: written");
        byte[] first = Files.readAllBytes(folder.resolve("lenet.cnn.lock"));
        assertThat(CommandRun.of("lock", file.toString()).out()).contains("as it was");
        Files.delete(folder.resolve("lenet.cnn.lock"));
        CommandRun.of("lock", file.toString());
        assertThat(folder.resolve("lenet.cnn.lock")).hasBinaryContent(first);
        assertThat(check(file).status()).isZero();
    }

    @Test
    void fileWithErrorsLeavesItsLockAlone() throws IOException {
        Path file = file("lenet.cnn", LENET);
        CommandRun.of("lock", file.toString());
        byte[] before = Files.readAllBytes(folder.resolve("lenet.cnn.lock"));
        file("lenet.cnn", LENET.replace("maxpool", "maxpol"));
        CommandRun run = CommandRun.of("lock", file.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("CNN2001", "left as it was");
        assertThat(folder.resolve("lenet.cnn.lock")).hasBinaryContent(before);
        Path other = file("other.cnn", "model M {");
        assertThat(CommandRun.of("lock", other.toString()).status()).isEqualTo(1);
        assertThat(folder.resolve("other.cnn.lock")).doesNotExist();
    }

    @Test
    void libraryNeedsNoLock() throws IOException {
        Path file = file("blocks.cnn", "block B { relu }\n");
        CommandRun run = CommandRun.of("lock", file.toString());
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("not needed", "blocks only");
        assertThat(folder.resolve("blocks.cnn.lock")).doesNotExist();
        assertThat(check(file).status()).isZero();
    }

    @Test
    void settingsAreRecordedAndHoldInTheCheck() throws IOException {
        Path file = file("lenet.cnn", LENET);
        assertThat(CommandRun.of("lock", file.toString(), "--set", "classes=26").status()).isZero();
        assertThat(Files.readString(folder.resolve("lenet.cnn.lock"))).contains("set: {classes: 26}");
        assertThat(check(file).status()).isZero();
        CommandRun given = check(file, "--set", "classes=10");
        assertThat(given.status()).isEqualTo(1);
        assertThat(given.err()).contains("parameter classes was 26, is 10");
        file("lenet.cnn", LENET.replace("classes", "kinds"));
        CommandRun gone = check(file);
        assertThat(gone.status()).isEqualTo(1);
        assertThat(gone.err()).contains("CNN2026", "lenet.cnn.lock:3:1", "nothing is named `classes`");
    }

    @Test
    void changedFilterCountIsATableOfWasAndIs() throws IOException {
        Path file = file("lenet.cnn", LENET);
        CommandRun.of("lock", file.toString());
        file("lenet.cnn", LENET.replace("width = 16", "width = 20"));
        CommandRun run = check(file);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out().lines().map(line -> line.strip().replaceAll(" {2,}", " | ")))
                .contains(
                        "parameter width | 16 | 20",
                        "C3 | filters 16, 16 x 10 x 10, 2,416 parameters, 240,000 MACs"
                                + " | filters 20, 20 x 10 x 10, 3,020 parameters, 300,000 MACs",
                        "and 3 layers behind it: C3.relu, S4, C5",
                        "parameters | 61,706 | 74,310 (+20.4 %)",
                        "macs | 416,520 | 488,520 (+17.3 %)");
        JsonNode json = check(file, "--format", "json").json().getFirst().get("files").get(0).get("differences").get(0);
        assertThat(json.get("model").asText()).isEqualTo("LeNet");
        assertThat(json.get("layers").get(1).get("layer").asText()).isEqualTo("C3");
        CommandRun.of("lock", file.toString());
        assertThat(check(file).status()).isZero();
    }

    @Test
    void missingLockNamesTheCommandThatMakesIt() throws IOException {
        Path file = file("lenet.cnn", LENET);
        CommandRun run = check(file);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("CNN8001", "`cnnc lock " + file + "`");
        assertThat(CommandRun.of("check", file.toString()).status()).isZero();
    }
}
