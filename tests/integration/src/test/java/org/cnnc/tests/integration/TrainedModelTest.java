package org.cnnc.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** LeNet-5 on a part of MNIST, by the command line. */
class TrainedModelTest {
    private static final String LENET = Models.FOLDER.resolve("lenet5.cnn").toString();

    @TempDir
    private Path folder;

    private static List<JsonNode> json(String... arguments) throws Exception {
        JavaProcess process = JavaProcess.cnnc(arguments);
        assertThat(process.status()).as(process.err()).isZero();
        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : process.out().lines().toList()) lines.add(mapper.readTree(line));
        return lines;
    }

    private Path train(String run, String threads) throws Exception {
        Path out = folder.resolve(run);
        List<JsonNode> lines = json("train", LENET, "--out", out.toString(), "--epochs", "1", "--threads", threads,
                "--set", "train.data.limit=7000", "--format", "json");
        JsonNode epoch = lines.getFirst();
        assertThat(epoch.get("epoch").asInt()).isEqualTo(1);
        assertThat(epoch.get("images_per_second").asDouble()).isPositive();
        JsonNode last = lines.getLast();
        assertThat(last.get("done").asBoolean()).isTrue();
        JsonNode measured = json("eval", LENET, "--weights", out.resolve("weights.safetensors").toString(), "--format", "json")
                .getFirst();
        assertThat(measured.get("samples").asInt()).isEqualTo(10_000);
        assertThat(measured.get("accuracy").asDouble())
                .isEqualTo(last.get("test_accuracy").asDouble())
                .isGreaterThan(0.7);
        return out.resolve("weights.safetensors");
    }

    /** {@code eval} repeats what {@code train} said, and the number of threads changes no bit of the weights. */
    @Test
    void evaluationRepeatsTheAccuracyAndThreadsDoNotMatter() throws Exception {
        assertThat(Files.mismatch(train("one", "1"), train("two", "2"))).isEqualTo(-1);
    }
}
