package org.cnnc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.cnnc.runtime.VectorChoice;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BenchCommandTest {
    /** Multiply-adds of a sample of the project's model: 16 x 8 and 8 x 4. */
    private static final double MACS = 16 * 8 + 8 * 4;

    @TempDir
    private Path folder;

    private String model;

    @BeforeEach
    void project() throws IOException {
        model = Project.in(folder).model().toString();
    }

    private JsonNode json(String... more) {
        String[] arguments = new String[7 + more.length];
        System.arraycopy(new String[] {"bench", model, "--seconds", "0.1", "--format", "json", "-q"}, 0, arguments, 0, 7);
        System.arraycopy(more, 0, arguments, 7, more.length);
        CommandRun run = CommandRun.of(arguments);
        assertThat(run.status()).as(run.err()).isZero();
        return run.json().getFirst();
    }

    /** Each number follows from the others as its name says. */
    @ParameterizedTest
    @CsvSource({"infer, 1, 1, 1", "infer, 5, 2, 1", "train, 8, 1, 3", "train, 3, 2, 3"})
    void numbersBelongTogether(String mode, int batch, int threads, int passes) {
        JsonNode json = json("--mode", mode, "--batch", "" + batch, "--threads", "" + threads);
        assertThat(json.get("model").asText()).isEqualTo("Stripes");
        assertThat(json.get("mode").asText()).isEqualTo(mode);
        assertThat(json.get("batch").asInt()).isEqualTo(batch);
        assertThat(json.get("threads").asInt()).isEqualTo(threads);
        assertThat(json.get("vector").asInt()).isEqualTo(VectorChoice.current().target().bits());
        double seconds = json.get("median_ms").asDouble() / 1e3;
        assertThat(json.get("p10_ms").asDouble()).isPositive().isLessThanOrEqualTo(json.get("median_ms").asDouble());
        assertThat(json.get("p90_ms").asDouble()).isGreaterThanOrEqualTo(json.get("median_ms").asDouble());
        assertThat(json.get("images_per_second").asDouble() * seconds).isEqualTo(batch, within(1e-6));
        assertThat(json.get("gflops").asDouble() * seconds * 1e9).isEqualTo(2 * MACS * batch * passes, within(1e-3));
        assertThat(json.get("roof_gflops").asDouble()).isPositive();
        assertThat(json.get("first_result_ms").asDouble()).isPositive();
        assertThat(json.get("compile_ms").asDouble()).isPositive();
        assertThat(json.get("windows").asInt()).isGreaterThanOrEqualTo(5);
    }

    @Test
    void batchesAreThoseOfTheSectionUnlessGiven() {
        assertThat(json().get("batch").asInt()).isEqualTo(1);
        assertThat(json("--mode", "train").get("batch").asInt()).isEqualTo(8);
        assertThat(json("--mode", "train", "--set", "train.batch=6").get("batch").asInt()).isEqualTo(6);
    }

    @Test
    void textTellsFirstResultAndSteadyStateApart() {
        CommandRun run = CommandRun.of("bench", model, "--seconds", "0.1", "--threads", "1");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines().map(line -> line.split(" ")[0])).containsExactly(
                "model", "kernels", "work", "start", "steady", "rate");
        assertThat(run.out()).contains("first result", "images/s", "GFLOP/s", "% of the");
    }

    @Test
    void terminalSeesABarThatGoes() {
        CommandRun run = CommandRun.of(true, Map.of(), "bench", model, "--seconds", "0.5");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("measuring").endsWith("\r");
        assertThat(CommandRun.of(true, Map.of(), "bench", model, "--seconds", "0.1", "-q").err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--batch 0", "--batch many", "--mode guess", "--seconds 0", "--seconds -1", "--threads 0"})
    void wrongNumbersAreRefused(String options) {
        String[] words = options.split(" ");
        CommandRun run = CommandRun.of("bench", model, words[0], words[1]);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("cnnc: ").contains(words[0]);
    }

    @Test
    void trainingNeedsASectionAndEnoughSamples() throws IOException {
        Path plain = Files.writeString(folder.resolve("plain.cnn"), "model Plain { input values: 4; dense 2 }\n");
        CommandRun untrained = CommandRun.of("bench", plain.toString(), "--mode", "train");
        assertThat(untrained.status()).isEqualTo(1);
        assertThat(untrained.err()).contains("no train section");
        Path normed = Files.writeString(folder.resolve("normed.cnn"), """
                model Normed { input values: 4; dense 2; batchnorm }
                train Normed { loss mse; optimizer sgd(lr = 0.1); batch 4 }
                """);
        CommandRun single = CommandRun.of("bench", normed.toString(), "--mode", "train", "--batch", "1");
        assertThat(single.status()).isEqualTo(2);
        assertThat(single.err()).contains("--batch 1", "2 samples");
    }
}
