package org.cnnc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.cnnc.train.data.NpyFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training and evaluation on every kind of data that a user may bring, named in the file and by {@code --data}. */
class DataCommandTest {
    private static final String IDX = "idx(\"data\", validation = 8)";

    @TempDir
    private Path folder;

    private Project project;

    @BeforeEach
    void project() throws IOException {
        project = Project.in(folder);
    }

    private void on(String source) throws IOException {
        Files.writeString(project.model(), Project.MODEL.replace(IDX, source));
    }

    private void learns(String... more) {
        CommandRun trained = project.train(more);
        assertThat(trained.status()).as(trained.err()).isZero();
        JsonNode last = CommandRun.of(evaluation(more)).json().getLast();
        assertThat(last.get("accuracy").asDouble()).isGreaterThan(0.9);
    }

    private String[] evaluation(String... more) {
        String[] all = new String[6 + (more.length > 1 && more[0].equals("--data") ? 2 : 0)];
        System.arraycopy(new String[] {"eval", project.model().toString(), "--weights", project.weights().toString(), "--format", "json"}, 0, all, 0, 6);
        if (all.length > 6) System.arraycopy(more, 0, all, 6, 2);
        return all;
    }

    private void photos() throws IOException {
        for (int label = 0; label < 4; label++) {
            Path of = Files.createDirectories(folder.resolve("photos/" + "dcba".charAt(label)));
            for (int i = 0; i < 20; i++) {
                BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
                for (int x = 0; x < 4; x++) image.getRaster().setSample(x, label, 0, 200 + i);
                ImageIO.write(image, "png", of.resolve(i + ".png").toFile());
            }
        }
    }

    @Test
    void images() throws IOException {
        photos();
        on("images(\"photos\", validation = 8)");
        learns("--epochs", "20", "-q");
        CommandRun predicted = CommandRun.of(
                "predict", project.model().toString(), "--weights", project.weights().toString(), folder.resolve("photos/a/3.png").toString(), "--format", "json");
        assertThat(predicted.json().getFirst().get("class").asInt()).isZero();
    }

    @Test
    void aFolderTakesThePlaceOfTheFilesData() throws IOException {
        photos();
        learns("--data", folder.resolve("photos").toString(), "--epochs", "20", "-q");
    }

    @Test
    void aTable() throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 80; i++) {
            for (int cell = 0; cell < 16; cell++) rows.append(cell / 4 == i % 4 ? 1 : 0.01 * (i % 7)).append(',');
            rows.append("class").append(i % 4).append('\n');
        }
        Files.writeString(folder.resolve("t.csv"), rows);
        on("csv(\"t.csv\", label = \"17\", normalize = true)");
        learns("--epochs", "20", "-q");
    }

    @Test
    void arraysOfNumpy() throws IOException {
        float[] samples = new float[80 * 16];
        float[] targets = new float[80 * 4];
        for (int i = 0; i < 80; i++) {
            for (int x = 0; x < 4; x++) samples[16 * i + 4 * (i % 4) + x] = 1 + 0.01f * i;
            targets[4 * i + i % 4] = 1;
        }
        NpyFile.write(folder.resolve("x.npy"), new int[] {80, 4, 4}, samples);
        NpyFile.write(folder.resolve("y.npy"), new int[] {80, 4}, targets);
        on("npy(\"x.npy\", \"y.npy\")");
        CommandRun trained = project.train("--format", "json", "--epochs", "20");
        assertThat(trained.status()).as(trained.err()).isZero();
        assertThat(trained.json().getLast().get("test_loss").asDouble()).isLessThan(0.1);
    }

    @Test
    void generatedSamplesAndAFixedOrder() {
        learns("--data", "synthetic(samples = 400, shuffle = false)", "--epochs", "10", "-q");
        CommandRun unknown = project.train("--data", "imges(\"photos\")");
        assertThat(unknown.status()).isEqualTo(1);
        assertThat(unknown.err()).contains("CNN5001", "did you mean `images`?");
    }
}
