package org.cnnc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cnnc train --folds}. */
class CrossValidationTest {
    @TempDir
    private Path folder;

    private Project project;

    @BeforeEach
    void project() throws IOException {
        project = Project.in(folder);
    }

    @Test
    void everyFoldIsARunAndTheirSpreadIsTold() {
        CommandRun run = project.train("--folds", "3", "--epochs", "2", "--format", "json");
        assertThat(run.status()).as(run.err()).isZero();
        List<JsonNode> lines = run.json();
        assertThat(lines).hasSize(3 * 2 + 1);
        assertThat(lines.subList(0, 6)).extracting(line -> line.get("fold").asInt()).containsExactly(1, 1, 2, 2, 3, 3);
        JsonNode last = lines.getLast();
        double[] losses = new double[3];
        for (int i = 0; i < 3; i++) {
            JsonNode fold = last.get("folds").get(i);
            losses[i] = fold.get("val_loss").asDouble();
            Path weights = project.run().resolve("fold-" + (i + 1)).resolve("weights.safetensors");
            JsonNode measured = CommandRun.of(
                    "eval", project.model().toString(), "--weights", weights.toString(), "--format", "json").json().getFirst();
            assertThat(fold.get("test_loss").asDouble()).isEqualTo(measured.get("loss").asDouble());
        }
        double mean = (losses[0] + losses[1] + losses[2]) / 3;
        double variance = (Math.pow(losses[0] - mean, 2) + Math.pow(losses[1] - mean, 2) + Math.pow(losses[2] - mean, 2)) / 2;
        assertThat(last.at("/mean/val_loss").asDouble()).isCloseTo(mean, within(1e-12));
        assertThat(last.at("/deviation/val_loss").asDouble()).isCloseTo(Math.sqrt(variance), within(1e-12));
    }

    @Test
    void foldsThatWereCutOffEndAsTheUnbrokenOnes() throws IOException {
        String[] options = {"--folds", "3", "--epochs", "2", "--format", "json", "--set", "train.data.normalize=true"};
        JsonNode whole = project.train(options).json().getLast();
        Path last = project.run().resolve("fold-3");
        try (Stream<Path> files = Files.list(last)) {
            for (Path file : files.toList()) Files.delete(file);
        }
        Files.delete(last);
        CommandRun resumed = project.train(Stream.concat(Stream.of(options), Stream.of("--resume", "--threads", "1")).toArray(String[]::new));
        assertThat(resumed.status()).as(resumed.err()).isZero();
        assertThat(resumed.json()).hasSize(3);
        for (String key : List.of("folds", "mean", "deviation")) assertThat(resumed.json().getLast().get(key)).isEqualTo(whole.get(key));
        CommandRun other = project.train("--folds", "4", "--epochs", "2", "--resume", "--set", "train.data.normalize=true");
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.err()).contains("fold.count: 3 there, 4 now");
    }

    @Test
    void textHasATableOfFolds() {
        CommandRun run = project.train("--folds", "4", "--epochs", "1");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains(
                "36 training, 12 validation, 12 test samples", "folds: 4, in ", "fold 1 of 4", "fold 4 of 4",
                "  fold  epoch", "  mean  ", "     ±  ", "validation accuracy ", ", over 4 folds");
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 100 || line.contains(folder.toString()));
    }

    @Test
    void foldsOfEnsembles() {
        CommandRun run = project.train("--folds", "2", "--epochs", "1", "--set", "train.ensemble.n=2", "--format", "json");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.json()).hasSize(5);
        assertThat(run.json().get(3).get("fold").asInt()).isEqualTo(2);
        assertThat(run.json().get(3).get("member").asInt()).isEqualTo(2);
        assertThat(project.run().resolve("fold-2/member-2/weights.safetensors")).exists();
        CommandRun together = CommandRun.of(
                "eval", project.model().toString(), "--weights", project.run().toString());
        assertThat(together.status()).isEqualTo(2);
        assertThat(together.err()).contains("no ensemble", "fold-1");
    }

    @Test
    void numbersOfFoldsThatCannotBeAreRefused() {
        assertThat(project.train("--folds", "1").status()).isEqualTo(2);
        CommandRun many = project.train("--folds", "49");
        assertThat(many.status()).isEqualTo(1);
        assertThat(many.err()).contains("CNN5004", "48 training samples cannot be dealt into 49 folds");
        assertThat(project.run()).doesNotExist();
    }
}
