package org.cnnc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.cnnc.train.data.NpyFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ensemble(n)} from training to prediction. */
class EnsembleCommandTest {
    private static final double TOLERANCE = 1e-6;

    @TempDir
    private Path folder;

    private Project project;

    @BeforeEach
    void project() throws IOException {
        project = Project.in(folder);
        Files.writeString(project.model(), Project.MODEL.replace("epochs    3", "epochs    2\n    ensemble  3"));
    }

    @Test
    void membersHaveSeedsOfTheirOwnAndAnswerTogether() throws IOException {
        CommandRun run = project.train("--format", "json", "--threads", "1");
        assertThat(run.status()).as(run.err()).isZero();
        List<JsonNode> lines = run.json();
        assertThat(lines).hasSize(3 * 2 + 1);
        assertThat(lines.subList(0, 6)).extracting(line -> line.get("member").asInt()).containsExactly(1, 1, 2, 2, 3, 3);
        JsonNode last = lines.getLast();
        assertThat(last.get("done").asBoolean()).isTrue();
        assertThat(last.get("weights").asText()).isEqualTo(project.run().toString());
        Set<String> weights = new HashSet<>();
        for (int member = 1; member <= 3; member++) {
            JsonNode row = last.get("members").get(member - 1);
            assertThat(row.get("weights").asText()).isEqualTo(weights(member).toString());
            JsonNode alone = evaluated(weights(member));
            assertThat(alone.get("accuracy").asDouble()).isEqualTo(row.get("test_accuracy").asDouble());
            assertThat(alone.get("loss").asDouble()).isEqualTo(row.get("test_loss").asDouble());
            weights.add(new String(Files.readAllBytes(weights(member)), java.nio.charset.StandardCharsets.ISO_8859_1));
        }
        assertThat(weights).hasSize(3);
        JsonNode together = evaluated(project.run());
        assertThat(together.get("networks").asInt()).isEqualTo(3);
        assertThat(together.get("accuracy").asDouble()).isEqualTo(last.get("test_accuracy").asDouble());
        assertThat(together.get("loss").asDouble()).isEqualTo(last.get("test_loss").asDouble());
        assertThat(evaluated(weights(1), weights(2), weights(3))).isEqualTo(together);
        assertThat(evaluated(project.run().resolve("member-2"))).isEqualTo(evaluated(weights(2)));
    }

    private Path weights(int member) {
        return project.run().resolve("member-" + member).resolve("weights.safetensors");
    }

    private JsonNode evaluated(Path... weights) {
        CommandRun run = CommandRun.of(with(weights, "eval", project.model().toString(), "--format", "json"));
        assertThat(run.status()).as(run.err()).isZero();
        return run.json().getFirst();
    }

    private static String[] with(Path[] weights, String... command) {
        return Stream.concat(
                Stream.of(command), Stream.of(weights).flatMap(file -> Stream.of("--weights", file.toString())))
                .toArray(String[]::new);
    }

    @Test
    void predictionIsTheMeanOfTheProbabilities() throws IOException {
        assertThat(project.train("-q").status()).isZero();
        Path sample = folder.resolve("x.npy");
        float[] pixels = new float[2 * 16];
        for (int i = 0; i < pixels.length; i++) pixels[i] = i % 7 / 7f;
        NpyFile.write(sample, new int[] {2, 1, 4, 4}, pixels);
        float[] mean = new float[8];
        for (int member = 1; member <= 3; member++) {
            float[] own = predicted(sample, weights(member));
            for (int i = 0; i < mean.length; i++) mean[i] += own[i] / 3;
        }
        float[] together = predicted(sample, project.run());
        for (int i = 0; i < mean.length; i++) assertThat((double) together[i]).isCloseTo(mean[i], within(TOLERANCE));
    }

    private float[] predicted(Path sample, Path weights) throws IOException {
        Path outputs = folder.resolve("y.npy");
        CommandRun run = CommandRun.of(
                "predict", project.model().toString(), sample.toString(), "--weights", weights.toString(), "--output",
                outputs.toString());
        assertThat(run.status()).as(run.err()).isZero();
        return NpyFile.read(outputs).data();
    }

    @Test
    void ensembleThatWasCutOffEndsAsTheUnbrokenOne() throws IOException {
        JsonNode whole = project.train("--format", "json", "--threads", "2").json().getLast();
        byte[] third = Files.readAllBytes(weights(3));
        // As if the process had been killed in the second member: the third has not begun.
        Path unfinished = project.run().resolve("member-2");
        String[] resume = {"--resume", "--format", "json", "--threads", "1"};
        delete(project.run().resolve("member-3"));
        delete(unfinished);
        JsonNode resumed = project.train(resume).json().getLast();
        assertThat(resumed.get("test_loss")).isEqualTo(whole.get("test_loss"));
        assertThat(resumed.get("members")).isEqualTo(whole.get("members"));
        assertThat(Files.readAllBytes(weights(3))).isEqualTo(third);
        assertThat(project.train(resume).json()).hasSize(1);
    }

    private static void delete(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run)) {
            for (Path file : files.toList()) Files.delete(file);
        }
        Files.delete(run);
    }

    @Test
    void moreMembersAreAddedByResumption() throws IOException {
        assertThat(project.train("-q").status()).isZero();
        byte[] first = Files.readAllBytes(weights(1));
        CommandRun more = project.train("--resume", "--set", "train.ensemble.n=4", "--format", "json");
        assertThat(more.status()).as(more.err()).isZero();
        assertThat(more.json().getLast().get("members")).hasSize(4);
        assertThat(Files.readAllBytes(weights(1))).isEqualTo(first);
        assertThat(evaluated(project.run()).get("networks").asInt()).isEqualTo(4);
        CommandRun other = project.train("--resume", "--set", "width=5");
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.err()).contains("units = 8", "units = 5");
    }

    @Test
    void textHasATableOfMembers() {
        CommandRun run = project.train();
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains(
                "networks: 3, in ", "member 1 of 3, seed ", "member 3 of 3, seed ", "member  epoch", "  mean  ",
                "by the mean of 3 networks");
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 100 || line.contains(folder.toString()));
    }

    @Test
    void ensembleIsNotOverwritten() throws IOException {
        assertThat(project.train("-q").status()).isZero();
        CommandRun again = project.train();
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).contains("holds several runs already", "--resume");
        Files.writeString(project.model(), Project.MODEL);
        CommandRun single = project.train();
        assertThat(single.status()).isEqualTo(2);
        assertThat(single.err()).contains("holds several runs already");
    }

    @Test
    void dataThatDoesNotFitLeavesNoFolder() throws IOException {
        CommandRun run = project.train("--set", "train.data.pad=1");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("CNN5004", "1 x 6 x 6");
        assertThat(project.run()).doesNotExist();
    }

    @Test
    void missingMembersAreNamed() throws IOException {
        assertThat(project.train("-q").status()).isZero();
        Files.delete(weights(2));
        CommandRun run = CommandRun.of("eval", project.model().toString(), "--weights", project.run().toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("member 2 of 3 is not trained", "--resume");
    }
}
