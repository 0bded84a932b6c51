package org.cnnc.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.cnnc.train.DataException;
import org.cnnc.train.Dataset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagesSourceTest {
    private static final int[] RGB = {3, 2, 4};
    private static final int[] GREY = {1, 2, 4};

    @TempDir
    Path folder;

    /** Ten images of birds (red), ten of cats (green); the corner tells which. */
    @BeforeEach
    void images() throws IOException {
        for (int i = 0; i < 10; i++) {
            Written.image(folder.resolve("cat/" + i + ".png"), "png", 4, 2, 0x00FF00, i);
            Written.image(folder.resolve("bird/" + i + (i == 3 ? ".BMP" : ".png")), i == 3 ? "bmp" : "png", 4, 2, 0xFF0000, i);
        }
        Files.writeString(folder.resolve("bird/.DS_Store"), "left behind");
    }

    private ImagesSource source(int[] extents) {
        return ImagesSource.of(folder, extents, Resize.NONE, 0.2);
    }

    @Test
    void classesAreFoldersByName() throws IOException {
        assertThat(source(RGB).classes()).containsExactly("bird", "cat");
        Dataset train = source(RGB).training(Integer.MAX_VALUE);
        Dataset test = source(RGB).test();
        assertThat(train.size()).isEqualTo(16);
        assertThat(test.size()).isEqualTo(4);
        int[] seen = new int[20];
        for (Dataset part : new Dataset[] {train, test}) {
            for (int s = 0; s < part.size(); s++) {
                float[] sample = Written.sample(part, s);
                boolean bird = part.labels()[s] == 0;
                assertThat(Arrays.copyOfRange(sample, 1, 8)).containsOnly(bird ? 1f : 0f);
                assertThat(Arrays.copyOfRange(sample, 9, 16)).containsOnly(bird ? 0f : 1f);
                seen[part.labels()[s] * 10 + Math.round(255 * sample[16])]++;
            }
        }
        assertThat(seen).containsOnly(1);
        assertThat(source(RGB).training(5).labels()).containsExactly(Arrays.copyOf(train.labels(), 5));
        assertThat(train.labels()[0] + train.labels()[1] + train.labels()[2]).isBetween(1, 2);
        assertThat(Written.sample(source(GREY).test(), 0)[3]).isCloseTo(test.labels()[0] == 0 ? 0.299f : 0.587f, within(1 / 255f));
    }

    @Test
    void partsHaveFoldersOfTheirOwn() throws IOException {
        Path data = folder.resolve("parted");
        for (String part : new String[] {"train", "validation", "test"}) {
            for (int i = 0; i < 3; i++) {
                Written.image(data.resolve(part + "/b/" + i + ".png"), "png", 4, 2, 0xFFFFFF, i);
                if (part.equals("train")) Written.image(data.resolve(part + "/a/" + i + ".gif"), "gif", 4, 2, 0, i);
            }
        }
        Files.createDirectories(data.resolve("test/a"));
        Written.image(data.resolve("test/a/0.jpg"), "jpg", 4, 2, 0, 0);
        ImagesSource source = ImagesSource.of(data, GREY, Resize.NONE, 0.5);
        assertThat(source.training(99).labels()).containsExactly(0, 1, 0, 1, 0, 1);
        assertThat(source.test().labels()).containsExactly(0, 1, 1, 1);
        assertThatThrownBy(source::validation).isInstanceOf(DataException.class).hasMessageContaining("validation/a: expected a folder with the images of a class");
        Written.image(data.resolve("validation/a/0.png"), "png", 4, 2, 0, 0);
        assertThat(source.validation().orElseThrow().size()).isEqualTo(4);
        assertThat(source.load(new DataOptions(0, true, 0, 0, 1)).validation().size()).isEqualTo(4);
        assertThatThrownBy(() -> source.load(new DataOptions(0, true, 1, 0, 1))).hasMessageContaining("validation samples of its own");
        Files.createDirectory(data.resolve("test/c"));
        assertThatThrownBy(source::test).hasMessageContaining("test/c: expected the classes of the training images (a, b)");
    }

    @Test
    void imagesAreStretchedOrCropped() throws IOException {
        Path data = folder.resolve("wide");
        for (int i = 0; i < 4; i++) Written.image(data.resolve("a/" + i + ".png"), "png", 8, 2, 0xFFFFFF, 0);
        Dataset stretched = ImagesSource.of(data, new int[] {1, 2, 2}, Resize.STRETCH, 0.5).test();
        assertThat(Written.sample(stretched, 0)).containsExactly(191 / 255f, 1, 1, 1);
        Dataset cropped = ImagesSource.of(data, new int[] {1, 4, 4}, Resize.CROP, 0.5).test();
        assertThat(Written.sample(cropped, 0)).containsOnly(1f);
        assertThatThrownBy(() -> ImagesSource.of(data, new int[] {1, 2, 2}, Resize.NONE, 0.5).test()).isInstanceOf(DataException.class)
                .hasMessageContaining("expected 2 x 2 pixels, found 2 x 8; resize = stretch");
    }

    private void expect(String... parts) {
        assertThatThrownBy(() -> source(RGB).training(Integer.MAX_VALUE)).isInstanceOf(DataException.class).hasMessageContainingAll(parts);
    }

    @Test
    void foldersThatAreNoClassesAreNamed() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "x");
        expect("notes.txt: expected folders only");
        Files.delete(folder.resolve("notes.txt"));
        Path empty = Files.createDirectory(folder.resolve("dog"));
        expect("dog: expected the images of a class, found none");
        Files.writeString(empty.resolve("labels.txt"), "x");
        expect("labels.txt: expected images only");
        Files.delete(empty.resolve("labels.txt"));
        Files.createDirectory(empty.resolve("more.png"));
        expect("more.png: expected an image, found a folder");
        Files.delete(empty.resolve("more.png"));
        Files.createSymbolicLink(empty.resolve("0.png"), empty.resolve("0.png"));
        expect("0.png: expected an image, found a link that leads nowhere");
        Files.delete(empty.resolve("0.png"));
        Files.delete(empty);
        Files.createSymbolicLink(folder.resolve("dog"), folder.resolve("dog"));
        expect("dog: expected folders only, one a class, found a link that leads nowhere");
        Files.delete(folder.resolve("dog"));
        Files.createSymbolicLink(folder.resolve("dog"), folder);
        expect("dog", "expected images only (.png, .jpg, .gif, .bmp), found a folder");
        assertThatThrownBy(() -> ImagesSource.of(folder.resolve("none"), RGB, Resize.NONE, 0.2).training(9))
                .hasMessageContaining("none: expected a folder of images, one folder a class, found no folder of this name");
        Path bare = Files.createDirectory(folder.resolve("dog2"));
        assertThatThrownBy(() -> ImagesSource.of(bare, RGB, Resize.NONE, 0.2).training(9)).hasMessageContaining("expected a folder for each class, found none");
    }

    /** A PNG that says it is so large; {@code rows} bytes of zeros are what it unzips to. */
    private static byte[] png(int width, int height, int rows) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(header);
        fields.writeInt(width);
        fields.writeInt(height);
        fields.write(new byte[] {8, 2, 0, 0, 0});
        chunk(file, "IHDR", header.toByteArray());
        chunk(file, "zTXt", concat("k\0\0".getBytes(StandardCharsets.ISO_8859_1), zipped(30_000_000)));
        chunk(file, "IDAT", zipped(rows));
        chunk(file, "IEND", new byte[0]);
        return file.toByteArray();
    }

    private static byte[] concat(byte[] a, byte[] b) {
        byte[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }

    private static byte[] zipped(int zeros) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(zipped)) {
            byte[] some = new byte[1 << 16];
            for (int left = zeros; left > 0; left -= some.length) out.write(some, 0, Math.min(left, some.length));
        }
        return zipped.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream file, String type, byte[] data) throws IOException {
        DataOutputStream out = new DataOutputStream(file);
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) crc.getValue());
    }

    @Test
    void bombsAreRefusedOrReadNoFurtherThanTheirExtents() throws IOException {
        Path bomb = folder.resolve("cat/0.png");
        Files.write(bomb, png(100_000, 100_000, 100));
        expect("0.png: expected at most 67108864 pixels, found 100000 x 100000");
        Files.write(bomb, png(8000, 8000, 100));
        expect("0.png: expected 2 x 4 pixels, found 8000 x 8000");
        Files.write(bomb, png(4, 2, 5));
        expect("0.png: the image is damaged");
        Files.write(bomb, png(4, 2, 100_000_000));
        Dataset train = source(RGB).training(Integer.MAX_VALUE);
        Dataset test = source(RGB).test();
        long black = IntStream.range(0, 20).filter(i -> Written.sample(i < 16 ? train : test, i < 16 ? i : i - 16)[9] == 0
                && (i < 16 ? train : test).labels()[i < 16 ? i : i - 16] == 1).count();
        assertThat(black).isEqualTo(1);
    }
}
