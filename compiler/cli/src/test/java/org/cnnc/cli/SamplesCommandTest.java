package org.cnnc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplesCommandTest {
    private static final String[] MOVED = {"--set", "train.augment=shift(1)"};

    @TempDir
    private Path folder;

    private Project project;
    private Path sheet;

    @BeforeEach
    void project() throws IOException {
        project = Project.in(folder);
        sheet = folder.resolve("sheet.png");
    }

    private CommandRun samples(String... more) {
        List<String> arguments = new ArrayList<>(List.of("samples", project.model().toString(), "-o", sheet.toString()));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    /** Columns and rows of 4 x 4 pixels, each a square of 24, with titles above and classes below. */
    private static void assertGrid(BufferedImage image, int columns, int rows) {
        assertThat(image.getWidth()).isEqualTo(8 + columns * (96 + 8));
        assertThat(image.getHeight()).isEqualTo(8 + 18 + rows * (96 + 4 + 18 + 8));
    }

    @Test
    void drawsARowASampleAndAColumnAnEpoch() throws IOException {
        CommandRun run = samples("--set", "train.augment=shift(1)", "--count", "3", "--variants", "5");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("wrote " + sheet);
        assertGrid(ImageIO.read(sheet.toFile()), 6, 3);
    }

    @Test
    void theFirstColumnHasTheBrightRowOfTheClass() throws IOException {
        assertThat(samples(MOVED).status()).isZero();
        BufferedImage image = ImageIO.read(sheet.toFile());
        assertGrid(image, 9, 8);
        for (int row = 0; row < 8; row++) {
            int bright = 0;
            for (int y = 0; y < 4; y++) {
                if ((image.getRGB(8 + 5, 26 + row * 126 + y * 24 + 5) & 0xFF) >= 200) bright++;
            }
            assertThat(bright).isOne();
        }
    }

    @Test
    void theSameSeedDrawsTheSameSheetAndAnEpochAnother() throws IOException {
        samples(MOVED);
        byte[] first = Files.readAllBytes(sheet);
        samples(MOVED);
        assertThat(sheet).hasBinaryContent(first);
        samples("--set", "train.augment=shift(1)", "--seed", "2");
        assertThat(Files.readAllBytes(sheet)).isNotEqualTo(first);
        samples("--set", "train.augment=shift(1)", "--epoch", "2");
        assertThat(Files.readAllBytes(sheet)).isNotEqualTo(first);
    }

    @Test
    void withoutAugmentationItSaysSoAndShowsTheSamplesAlone() throws IOException {
        CommandRun run = samples();
        assertThat(run.status()).isZero();
        assertThat(run.err()).contains("has no augment");
        assertGrid(ImageIO.read(sheet.toFile()), 1, 8);
        assertThat(samples("--quiet").err()).isEmpty();
    }

    @Test
    void samplesThatAreNoImagesAreRefused() throws IOException {
        Files.writeString(project.model(), "model Flat { input values: 3; dense 2; softmax }\ntrain Flat { data csv(\"x.csv\") }");
        Files.writeString(folder.resolve("x.csv"), "a,b,c,label\n1,2,3,0\n4,5,6,1\n7,8,9,0\n1,1,1,1\n2,2,2,0\n3,3,3,1\n");
        CommandRun run = samples();
        assertThat(run.status()).as(run.err()).isEqualTo(1);
        assertThat(run.err()).contains("a sheet shows images of 1 or 3 channels").doesNotContain("\tat ");
        assertThat(sheet).doesNotExist();
    }

    @Test
    void wrongCommandLinesEndWithTwo() {
        for (String[] wrong : new String[][] {{"--count", "0"}, {"--variants", "-1"}, {"--epoch", "0"}, {"--count", "many"}}) {
            CommandRun run = samples(wrong);
            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err()).contains(wrong[0]);
        }
        assertThat(CommandRun.of("samples", project.model().toString()).err()).contains("--output");
        CommandRun over = CommandRun.of("samples", project.model().toString(), "-o", project.model().toString());
        assertThat(over.status()).isEqualTo(2);
        assertThat(project.model()).hasContent(Project.MODEL);
        assertThat(sheet).doesNotExist();
    }
}
