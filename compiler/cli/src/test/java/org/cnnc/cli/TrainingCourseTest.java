package org.cnnc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cnnc.compiler.training.Schedules;
import org.cnnc.compiler.training.Term;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Schedules, early stopping and checkpoints, by the command line. Five batches make an epoch of the project. */
class TrainingCourseTest {
    @TempDir
    private Path folder;

    private Project project;

    @BeforeEach
    void makeProject() throws IOException {
        project = Project.in(folder);
    }

    private void with(String setting) throws IOException {
        Files.writeString(project.model(), Project.MODEL.replace("batch     8", setting + "\n    batch     8"));
    }

    static Stream<String> schedules() {
        return Schedules.all().stream().map(Term::name);
    }

    /** Every schedule of the language is carried out, with its defaults, and its settings are kept. */
    @ParameterizedTest
    @MethodSource("schedules")
    void scheduleIsCarriedOut(String name) throws IOException {
        with("schedule " + name + "(warmup = 0.4)");
        CommandRun run = project.train("--format", "json");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.json().getFirst().get("lr").asDouble()).isPositive();
        JsonNode config = new YAMLMapper().readTree(project.run().resolve("config.yaml").toFile());
        assertThat(config.at("/train/schedule/name").asText()).isEqualTo(name);
        assertThat(config.at("/train/schedule/warmup").asDouble()).isEqualTo(0.4);
    }

    /** The rate of an epoch's row is that of its last step. */
    @Test
    void ratesAreThoseOfTheFormulas() throws IOException {
        with("schedule cosine");
        List<JsonNode> cosine = project.train("--format", "json").json();
        for (int epoch = 1; epoch <= 3; epoch++) {
            double expected = 0.5 * (1 + Math.cos(Math.PI * (5 * epoch - 1) / 15)) / 2;
            assertThat(cosine.get(epoch - 1).get("lr").asDouble()).isCloseTo(expected, within(1e-7));
        }
        with("schedule step(2, 0.25, warmup = 0.4)");
        CommandRun steps = CommandRun.of("train", project.model().toString(), "--out", folder.resolve("steps").toString(),
                "--epochs", "6", "--format", "json");
        assertThat(steps.json().subList(0, 6)).extracting(line -> line.get("lr").asDouble())
                .containsExactly(0.5, 0.5, 0.5, 0.125, 0.125, 0.03125);
        with("schedule one_cycle");
        JsonNode last = CommandRun.of("train", project.model().toString(), "--out", folder.resolve("cycle").toString(),
                "--format", "json").json().get(2);
        assertThat(last.get("lr").asDouble()).isCloseTo(0.5 / 250_000, within(1e-12));
    }

    @Test
    void settingsOfTheCourseAreSaid() throws IOException {
        with("schedule step(every = 2, factor = 0.5)\n    checkpoint(every = 2, keep = 3)");
        CommandRun run = project.train();
        assertThat(run.out()).contains("\nwith     schedule step(every = 2, factor = 0.5, warmup = 0), checkpoint(every = 2, keep = 3)\n");
        assertThat(run.out().lines().filter(line -> line.endsWith("  *"))).isNotEmpty();
    }

    /** A rate of zero: no epoch is better than the first. */
    @Test
    void runEndsEarlyAndSaysSo() throws IOException {
        with("early_stop(patience = 2, monitor = loss)");
        CommandRun run = project.train("--set", "train.optimizer.lr=0", "--epochs", "9");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("stopped early after epoch 3: none was better than epoch 1\n", "by the weights of epoch 1\n");
        assertThat(run.out().lines().filter(line -> line.endsWith("*"))).singleElement().asString().startsWith("    1 ");
        JsonNode again = project.train("--set", "train.optimizer.lr=0", "--epochs", "30", "--resume", "--format", "json")
                .json().getLast();
        assertThat(again.get("early_stop").asBoolean()).isTrue();
        assertThat(again.get("epochs").asInt()).isEqualTo(3);
        assertThat(again.get("best_epoch").asInt()).isEqualTo(1);
    }

    @Test
    void newestCheckpointsStayAndMayBeGoneBackTo() throws IOException {
        with("checkpoint(every = 2, keep = 2)");
        project.train("--epochs", "7", "-q");
        assertThat(checkpoints()).containsExactly("epoch-4.ckpt", "epoch-6.ckpt", "last.ckpt");
        byte[] last = Files.readAllBytes(project.run().resolve("last.ckpt"));
        Files.write(project.run().resolve("last.ckpt"), Files.readAllBytes(project.run().resolve("epoch-4.ckpt")));
        CommandRun again = project.train("--epochs", "7", "--resume", "--format", "json", "--set", "train.checkpoint.keep=5");
        assertThat(again.json().getFirst().get("epoch").asInt()).isEqualTo(5);
        assertThat(Files.readAllBytes(project.run().resolve("last.ckpt"))).isEqualTo(last);
        assertThat(Files.readAllLines(project.run().resolve("history.jsonl"))).hasSize(7);
    }

    private List<String> checkpoints() throws IOException {
        try (Stream<Path> files = Files.list(project.run())) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".ckpt")).sorted().toList();
        }
    }

    @Test
    void epochsMayNotChangeWhereTheScheduleSpansThem() throws IOException {
        with("schedule cosine");
        project.train("--epochs", "2", "-q");
        CommandRun more = project.train("--epochs", "4", "--resume");
        assertThat(more.status()).isEqualTo(1);
        assertThat(more.err()).contains("train.epochs: 2 there, 4 now, and the schedule's rates depend on them");
        assertThat(project.train("--epochs", "2", "--resume", "-q").status()).isZero();
    }

    @Test
    void settingsOfTheCourseMayNotChange() throws IOException {
        with("schedule step(2, 0.5)\n    early_stop(3)");
        project.train("--epochs", "1", "-q");
        CommandRun other = project.train("--resume", "--set", "train.schedule.factor=0.1", "--set", "train.early_stop.patience=4");
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.err()).contains("train.schedule.factor: 0.5 there, 0.1 now", "train.early_stop.patience: 3 there, 4 now");
    }

    /** Without momentum the mean is the only state; the weights that are kept are it, also after a stop. */
    @Test
    void meanOfTheWeightsIsKeptInTheirPlace() throws IOException {
        Files.writeString(project.model(), Project.MODEL.replace("validation = 8", "validation = 0").replace("batch     8", "batch 8; ema 0.9"));
        project.train("--epochs", "1", "-q");
        CommandRun run = project.train("--epochs", "3", "--resume", "-q");
        assertThat(run.status()).as(run.err()).isZero();
        byte[] resumed = Files.readAllBytes(project.run().resolve("last.ckpt"));
        Path other = folder.resolve("whole");
        CommandRun.of("train", project.model().toString(), "--out", other.toString(), "--epochs", "3", "-q");
        assertThat(Files.readAllBytes(other.resolve("last.ckpt"))).isEqualTo(resumed);
        Map<String, byte[]> tensors = tensors(project.run().resolve("last.ckpt"));
        List<String> names = tensors.keySet().stream().filter(name -> name.startsWith("parameters/")).map(name -> name.substring(11)).toList();
        assertThat(names).isNotEmpty();
        for (String name : names) {
            assertThat(tensors.get("state.0/" + name)).isEqualTo(tensors.get("best/" + name)).isNotEqualTo(tensors.get("parameters/" + name));
        }
    }

    private static Map<String, byte[]> tensors(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int header = (int) bytes.getLong();
        JsonNode names = new ObjectMapper().readTree(new String(bytes.array(), 8, header, StandardCharsets.UTF_8));
        Map<String, byte[]> tensors = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : names.properties()) {
            JsonNode offsets = entry.getValue().path("data_offsets");
            if (offsets.isMissingNode()) continue;
            tensors.put(entry.getKey(), Arrays.copyOfRange(bytes.array(), 8 + header + offsets.get(0).asInt(), 8 + header + offsets.get(1).asInt()));
        }
        return tensors;
    }

    /** Killed behind its configuration, before its first checkpoint. */
    @Test
    void runKilledBeforeItsFirstCheckpointBeginsAnew() throws IOException {
        project.train("-q");
        byte[] weights = Files.readAllBytes(project.weights());
        try (Stream<Path> files = Files.list(project.run())) {
            for (Path file : files.filter(file -> !file.endsWith("config.yaml")).toList()) Files.delete(file);
        }
        CommandRun resumed = project.train("--resume", "-q");
        assertThat(resumed.status()).as(resumed.err()).isZero();
        assertThat(Files.readAllBytes(project.weights())).isEqualTo(weights);
    }

    @Test
    void leftoversOfAKilledRunAreRemoved() throws IOException {
        project.train("--epochs", "1", "-q");
        Path own = Files.writeString(project.run().resolve(".last.ckpt." + ProcessHandle.current().pid() + "-1f.tmp"), "half");
        Path dead = Files.writeString(project.run().resolve(".weights.safetensors.999999999999-abc.tmp"), "half");
        Path notes = Files.writeString(project.run().resolve(".notes.tmp"), "mine");
        assertThat(project.train("--resume", "-q").status()).isZero();
        assertThat(own).doesNotExist();
        assertThat(dead).doesNotExist();
        assertThat(notes).hasContent("mine");
    }

    @Test
    void lostHistoryIsSaid() throws IOException {
        project.train("--epochs", "2", "-q");
        Files.delete(project.run().resolve("history.jsonl"));
        assertThat(project.train("--epochs", "3", "--resume").err()).contains("history.jsonl has 0 lines for 2 epochs");
    }

    /** With decay 1 the mean stays what the network was at its beginning, with 0 it is the network. */
    @Test
    void runningMeanIsMeasuredAndSavedInThePlaceOfTheParameters() throws IOException {
        List<JsonNode> plain = project.train("--format", "json").json();
        List<JsonNode> followed = averaged("0");
        List<JsonNode> kept = averaged("1");
        double first = kept.getFirst().get("val_loss").asDouble();
        for (int epoch = 0; epoch < 3; epoch++) {
            assertThat(followed.get(epoch).get("train_loss")).isEqualTo(plain.get(epoch).get("train_loss"));
            assertThat(followed.get(epoch).get("val_loss").asDouble())
                    .isCloseTo(plain.get(epoch).get("val_loss").asDouble(), withinPercentage(0.01));
            assertThat(kept.get(epoch).get("train_loss")).isEqualTo(plain.get(epoch).get("train_loss"));
            assertThat(kept.get(epoch).get("val_loss").asDouble()).isEqualTo(first);
        }
        assertThat(kept.getLast().get("best_epoch").asInt()).isEqualTo(1);
        JsonNode measured = CommandRun.of("eval", project.model().toString(), "--weights",
                folder.resolve("mean1/weights.safetensors").toString(), "--format", "json").json().getFirst();
        assertThat(measured.get("loss").asDouble()).isEqualTo(kept.getLast().get("test_loss").asDouble());
    }

    private List<JsonNode> averaged(String decay) throws IOException {
        with("ema " + decay);
        CommandRun run = CommandRun.of("train", project.model().toString(), "--out", folder.resolve("mean" + decay).toString(),
                "--format", "json");
        assertThat(run.status()).as(run.err()).isZero();
        return run.json();
    }
}
