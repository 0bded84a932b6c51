package org.cnnc.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.cnnc.train.data.NpyFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done with trained weights. */
class TrainedModelTest {
    @TempDir
    private static Path folder;

    private static Project project;
    private static JsonNode trained;

    @BeforeAll
    static void train() throws IOException {
        project = Project.in(folder);
        trained = project.train("--epochs", "20", "--format", "json").json().getLast();
    }

    private static CommandRun run(String command, String... more) {
        String[] arguments = new String[4 + more.length];
        arguments[0] = command;
        arguments[1] = project.model().toString();
        arguments[2] = "--weights";
        arguments[3] = project.weights().toString();
        System.arraycopy(more, 0, arguments, 4, more.length);
        return CommandRun.of(arguments);
    }

    @Test
    void evaluationRepeatsWhatTrainingSaid() {
        assertThat(trained.get("test_accuracy").asDouble()).isEqualTo(1.0);
        JsonNode json = run("eval", "--format", "json").json().getFirst();
        assertThat(json.get("samples").asInt()).isEqualTo(12);
        assertThat(json.get("accuracy").asDouble()).isEqualTo(trained.get("test_accuracy").asDouble());
        assertThat(json.get("loss").asDouble()).isEqualTo(trained.get("test_loss").asDouble());
        assertThat(run("eval").out()).contains("accuracy 100.00%", "12 test samples");
    }

    private static Path image(int row) throws IOException {
        BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
        for (int x = 0; x < 4; x++) image.getRaster().setSample(x, row, 0, 230);
        Path file = folder.resolve("row" + row + ".png");
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    @Test
    void imagesAreClassified() throws IOException {
        Path first = image(2);
        CommandRun run = run("predict", first.toString(), image(0).toString(), "--format", "json");
        assertThat(run.status()).as(run.err()).isZero();
        List<JsonNode> json = run.json();
        assertThat(json).hasSize(2);
        assertThat(json.getFirst().get("input").asText()).isEqualTo(first.toString());
        assertThat(json.getFirst().get("class").asInt()).isEqualTo(2);
        assertThat(json.getLast().get("class").asInt()).isZero();
        double sum = 0;
        for (JsonNode probability : json.getFirst().get("probabilities")) sum += probability.asDouble();
        assertThat(sum).isCloseTo(1, within(1e-5));
        assertThat(run("predict", first.toString()).out()).matches("(?s).*row2\\.png: 2 \\(\\d+\\.\\d\\d%\\), \\d .*, \\d .*");
    }

    @Test
    void arraysHoldSeveralSamplesAndOutputsAreWritten() throws IOException {
        float[] samples = new float[2 * 16];
        for (int x = 0; x < 4; x++) samples[3 * 4 + x] = 0.9f;
        for (int x = 0; x < 4; x++) samples[16 + 4 + x] = 0.9f;
        Path input = folder.resolve("x.npy");
        NpyFile.write(input, new int[] {2, 1, 4, 4}, samples);
        Path output = folder.resolve("y.npy");
        CommandRun run = run("predict", input.toString(), "--output", output.toString(), "--format", "json");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.json()).extracting(json -> json.get("class").asInt()).containsExactly(3, 1);
        NpyFile written = NpyFile.read(output);
        assertThat(written.shape()).containsExactly(2, 4);
        assertThat(written.data()[3]).isEqualTo((float) run.json().getFirst().get("probabilities").get(3).asDouble());
    }

    @Test
    void inputsThatDoNotFitAreRefused() throws IOException {
        Path wrong = folder.resolve("wrong.npy");
        NpyFile.write(wrong, new int[] {4, 4}, new float[16]);
        CommandRun array = run("predict", wrong.toString());
        assertThat(array.status()).isEqualTo(1);
        assertThat(array.err()).contains("error[CNN5004]: data does not fit the model\n  --> " + wrong + "\n   = ", "image: 1 x 4 x 4", "[4, 4]");
        CommandRun missing = run("predict", folder.resolve("none.png").toString());
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.err()).contains("error[CNN5002]: data file cannot be read\n  --> " + folder.resolve("none.png") + "\n   = ");
    }

    @Test
    void weightsOfAnotherModelAreRefusedWithWhatDiffers() {
        CommandRun run = run("eval", "--set", "width=5");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("error[CNN6003]: weights of another model\n  --> ", "not the weights of Stripes", "hidden.weight (expected [5, 16], found [8, 16])");
        assertThat(run.err()).doesNotContain("\tat ");
    }

    @Test
    void damagedAndMissingWeightsAreRefused() throws IOException {
        Path damaged = Files.write(folder.resolve("damaged.safetensors"), new byte[] {1, 2, 3});
        CommandRun run = CommandRun.of("eval", project.model().toString(), "--weights", damaged.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("error[CNN6002]: weight file damaged\n  --> " + damaged + "\n   = ").doesNotContain("bug");
        CommandRun none = CommandRun.of("eval", project.model().toString(), "--weights", folder.resolve("none").toString());
        assertThat(none.status()).isEqualTo(1);
        assertThat(none.err()).contains("error[CNN6001]: weight file cannot be read\n  --> " + folder.resolve("none") + "\n   = expected a safetensors file, found no file of this name\n").doesNotContain("bug");
    }

    @Test
    void compiledClassesAreWrittenTheSameEachTime() throws IOException {
        Path first = folder.resolve("first.jar");
        Path second = folder.resolve("second.jar");
        CommandRun run = CommandRun.of("compile", project.model().toString(), "-o", first.toString(), "--package", "org.example", "--class", "Rows");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("org.example.Rows: ");
        CommandRun.of("compile", project.model().toString(), "-o", second.toString(), "--package", "org.example", "--class", "Rows");
        assertThat(Files.readAllBytes(second)).isEqualTo(Files.readAllBytes(first));
        Path classes = folder.resolve("deep/classes");
        assertThat(CommandRun.of("compile", project.model().toString(), "-o", classes.toString(), "-q").out()).isEmpty();
        assertThat(classes.resolve("Stripes.class")).isNotEmptyFile();
    }
}
