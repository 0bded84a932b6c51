package org.cnnc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepCommandTest {
    private static final String GRID = """
            width: [4, 8]
            train:
              epochs: 2
              optimizer:
                lr: [0.05, 0.5, 1e30]
            """;

    @TempDir
    private Path folder;

    private Project project;

    @BeforeEach
    void project() throws IOException {
        project = Project.in(folder);
    }

    private CommandRun sweep(String yaml, String... more) throws IOException {
        Path params = Files.writeString(folder.resolve("sweep.yaml"), yaml);
        return CommandRun.of(Stream.concat(
                Stream.of("sweep", project.model().toString(), "--params", params.toString(), "--out", project.run().toString()),
                Stream.of(more)).toArray(String[]::new));
    }

    private List<String> log() throws IOException {
        return Files.readAllLines(project.run().resolve("sweep.jsonl"));
    }

    /** A log without what differs from run to run. */
    private static List<String> timeless(List<String> lines) {
        return lines.stream().map(line -> line.replaceAll(",\"seconds\":[^,}]*", "")).toList();
    }

    @Test
    void gridTrainsEveryCombinationAndRanksThem() throws IOException {
        CommandRun run = sweep(GRID, "--format", "json");
        assertThat(run.status()).as(run.err()).isZero();
        List<JsonNode> lines = run.json();
        assertThat(lines).hasSize(7);
        assertThat(lines.subList(0, 6)).extracting(line -> line.at("/parameters/width").asInt()).containsExactly(4, 4, 4, 8, 8, 8);
        assertThat(lines.subList(0, 6)).extracting(line -> line.get("parameters").get("train.optimizer.lr").asDouble())
                .containsExactly(0.05, 0.5, 1e30, 0.05, 0.5, 1e30);
        assertThat(lines.subList(0, 6)).extracting(line -> line.get("status").asText())
                .containsExactly("done", "done", "diverged", "done", "done", "diverged");
        assertThat(lines.get(2).get("message").asText()).startsWith("in epoch 1, batch ");
        assertThat(log()).hasSize(6);
        JsonNode last = lines.getLast();
        assertThat(last.get("done").asBoolean()).isTrue();
        assertThat(last.get("by").asText()).isEqualTo("accuracy");
        List<Integer> ranking = new ArrayList<>();
        last.get("ranking").forEach(trial -> ranking.add(trial.asInt()));
        assertThat(ranking).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6).endsWith(3, 6);
        for (int i = 1; i < 4; i++) {
            JsonNode better = lines.get(ranking.get(i - 1) - 1);
            JsonNode worse = lines.get(ranking.get(i) - 1);
            double gain = better.get("val_accuracy").asDouble() - worse.get("val_accuracy").asDouble();
            assertThat(gain > 0 || gain == 0 && better.get("val_loss").asDouble() <= worse.get("val_loss").asDouble()).isTrue();
        }
        assertThat(last.get("best")).isEqualTo(lines.get(ranking.getFirst() - 1));
        assertThat(last.get("folder").asText()).isEqualTo(project.run().resolve("trial-" + ranking.getFirst()).toString());
    }

    @Test
    void trialIsTheRunThatTrainWouldMake() throws IOException {
        assertThat(sweep(GRID, "-q").status()).isZero();
        Path alone = folder.resolve("alone");
        CommandRun run = CommandRun.of(
                "train", project.model().toString(), "--out", alone.toString(), "--set", "width=8", "--set",
                "train.optimizer.lr=0.5", "--epochs", "2", "-q");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(Files.readAllBytes(project.run().resolve("trial-5/weights.safetensors")))
                .isEqualTo(Files.readAllBytes(alone.resolve("weights.safetensors")));
    }

    @Test
    void byLossTheLowestIsTheBest() throws IOException {
        List<JsonNode> lines = sweep(GRID, "--format", "json", "--by", "loss").json();
        JsonNode last = lines.getLast();
        assertThat(last.get("by").asText()).isEqualTo("loss");
        double[] losses = IntStream.range(0, 4).mapToDouble(i -> lines.get(last.get("ranking").get(i).asInt() - 1).get("val_loss").asDouble()).toArray();
        assertThat(losses).isSorted();
    }

    @Test
    void textHasALineATrialAndASortedTable() throws IOException {
        CommandRun run = sweep(GRID);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("6 trials in ", "trial  width    lr  epoch    val loss   val acc   seconds",
                "diverged: in epoch 1", "the best first, by the accuracy", "best: trial ", "test accuracy");
        assertThat(run.out()).doesNotContain("\u001B", "\r");
        assertThat(run.out().lines().filter(line -> line.matches(" +[1-6] +[48] .*"))).hasSize(12);
    }

    @Test
    void csvIsTheTableAlone() throws IOException {
        CommandRun run = sweep(GRID, "--format", "csv");
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(7);
        assertThat(lines.getFirst()).isEqualTo(
                "trial,width,train.optimizer.lr,status,best_epoch,val_accuracy,val_loss,test_accuracy,test_loss,seconds");
        assertThat(lines.getLast()).isEqualTo("6,8,1e30,diverged,,,,,,");
        assertThat(run.err()).contains("trial  width");
    }

    @Test
    void randomSearchDependsOnTheSeedOnly() throws IOException {
        String yaml = """
                search: random
                trials: 5
                seed: 7
                width: {min: 2, max: 30, round: 2}
                train:
                  epochs: 1
                  optimizer: {lr: {min: 0.01, max: 1, scale: log}}
                """;
        List<JsonNode> lines = sweep(yaml, "--format", "json", "--threads", "1").json();
        assertThat(lines).hasSize(6);
        for (JsonNode line : lines.subList(0, 5)) {
            assertThat(line.at("/parameters/width").asInt()).isBetween(2, 30).isEven();
            double rate = line.get("parameters").get("train.optimizer.lr").asDouble();
            assertThat(rate).isBetween(0.01, 1.0);
        }
        List<String> first = timeless(log());
        Path elsewhere = folder.resolve("again");
        CommandRun again = sweep(yaml, "--out", elsewhere.toString(), "--threads", "3", "-q");
        assertThat(again.status()).as(again.err()).isEqualTo(2);
        CommandRun.of("sweep", project.model().toString(), "--params", folder.resolve("sweep.yaml").toString(), "--out",
                elsewhere.toString(), "--threads", "3", "-q");
        assertThat(timeless(Files.readAllLines(elsewhere.resolve("sweep.jsonl")))).isEqualTo(first);
        CommandRun more = sweep(yaml.replace("trials: 5", "trials: 7"), "--resume", "--format", "json");
        assertThat(more.status()).as(more.err()).isZero();
        assertThat(more.json()).hasSize(3);
        assertThat(timeless(log()).subList(0, 5)).isEqualTo(first);
    }

    @Test
    void sweepThatWasCutOffEndsAsTheUnbrokenOne() throws IOException {
        assertThat(sweep(GRID, "-q").status()).isZero();
        List<String> whole = log();
        byte[] weights = Files.readAllBytes(project.run().resolve("trial-5/weights.safetensors"));
        // As if the process had been killed in trial 4, after its first epoch: the log has three lines.
        Files.writeString(project.run().resolve("sweep.jsonl"), String.join("\n", whole.subList(0, 3)) + "\n");
        delete(project.run().resolve("trial-4"));
        delete(project.run().resolve("trial-5"));
        delete(project.run().resolve("trial-6"));
        CommandRun begun = CommandRun.of("train", project.model().toString(), "--out", project.run().resolve("trial-4").toString(),
                "--set", "width=8", "--set", "train.optimizer.lr=0.05", "--epochs", "1", "-q");
        assertThat(begun.status()).isZero();
        CommandRun resumed = sweep(GRID, "--resume", "--threads", "1");
        assertThat(resumed.status()).as(resumed.err()).isZero();
        assertThat(resumed.out()).contains("done before: 3");
        assertThat(timeless(log())).isEqualTo(timeless(whole));
        assertThat(log().subList(0, 3)).isEqualTo(whole.subList(0, 3));
        assertThat(Files.readAllBytes(project.run().resolve("trial-5/weights.safetensors"))).isEqualTo(weights);
        assertThat(sweep(GRID, "--resume", "--format", "json").json()).hasSize(1);
    }

    private static void delete(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run)) {
            for (Path file : files.toList()) Files.delete(file);
        }
        Files.delete(run);
    }

    @Test
    void resumptionOfAnotherSweepIsRefusedWithWhatDiffers() throws IOException {
        assertThat(sweep(GRID, "-q").status()).isZero();
        List<String> before = log();
        CommandRun other = sweep(GRID.replace("[4, 8]", "[4, 9]"), "--resume");
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.err()).contains("sweep.parameters.width", "[4,8] there, [4,9] now");
        Files.writeString(project.model(), Project.MODEL.replace("dense width, relu", "dense width, tanh"));
        CommandRun model = sweep(GRID, "--resume");
        assertThat(model.status()).isEqualTo(1);
        assertThat(model.err()).contains("trial-1 is the run of another model", "relu", "tanh");
        CommandRun anew = sweep(GRID);
        assertThat(anew.status()).isEqualTo(2);
        assertThat(anew.err()).contains("holds a sweep already", "--resume");
        assertThat(log()).isEqualTo(before);
    }

    @Test
    void allModelsAreCheckedBeforeTheFirstIsTrained() throws IOException {
        Files.writeString(project.model(), Project.MODEL
                .replace("width = 8", "width = 8, kernel = 3").replace("flatten", "conv 2, kernel; flatten"));
        CommandRun run = sweep("kernel: [3, 5, 6]\nwidth: [4, 8]\n");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains(
                "trials 3, 4, such as 3 (kernel = 5, width = 4):\nerror[CNN2004]", "trials 5, 6, such as 5 (kernel = 6, width = 4):\nerror[CNN2004]",
                "4 of 6 trials cannot be trained; none was");
        assertThat(project.run()).doesNotExist();
    }

    @Test
    void unknownNamesAreToldWithTheNearest() throws IOException {
        CommandRun run = sweep("widht: [4, 8]\ntrails: 3\n");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("sweep.yaml:1:1", "the nearest name is `width`", "sweep.yaml:2:1", "of the sweep's own settings, the nearest is `trials`");
        assertThat(run.err().split("nothing is named `widht`")).hasSize(2);
    }

    @Test
    void ensemblesAreRankedByTheirMean() throws IOException {
        CommandRun run = sweep("train: {epochs: 1, ensemble: [1, 2]}", "--format", "json");
        assertThat(run.status()).as(run.err()).isZero();
        Path second = project.run().resolve("trial-2");
        assertThat(second.resolve("member-2/weights.safetensors")).exists();
        JsonNode measured = CommandRun.of("eval", project.model().toString(), "--weights", second.toString(), "--format", "json").json().getFirst();
        assertThat(run.json().get(1).get("test_loss").asDouble()).isEqualTo(measured.get("loss").asDouble());
    }

    @Test
    void dataThatDoesNotFitATrialIsItsRow() throws IOException {
        CommandRun run = sweep("train: {epochs: 1, data: {pad: [0, 1]}}", "--format", "json");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.json().get(1).get("status").asText()).isEqualTo("refused");
        assertThat(run.json().get(1).get("message").asText()).contains("1 x 6 x 6");
    }

    @Test
    void valuesAreNotGivenTwice() throws IOException {
        CommandRun run = sweep(GRID, "--set", "width=3");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("`width` is given on the command line and varies in ");
        assertThat(CommandRun.of("sweep", project.model().toString()).err()).contains("--params FILE.yaml is missing");
    }

    @Test
    void sweepOfNothingButDivergencesFails() throws IOException {
        CommandRun run = sweep("train: {optimizer: {lr: [1e30, 1e31]}}");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("no trial came to its end");
        assertThat(log()).hasSize(2);
    }
}
