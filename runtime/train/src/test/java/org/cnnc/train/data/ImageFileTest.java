package org.cnnc.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.cnnc.train.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFileTest {
    private static final int GREY = 0;
    private static final int RGB = 2;
    private static final int GREY_ALPHA = 4;

    @TempDir
    Path folder;

    /** A PNG by its specification, so that what is read does not depend on what wrote it. */
    private Path png(int width, int height, int depth, int colour, int... samples) throws IOException {
        int rowBytes = height == 0 ? 0 : samples.length * depth / 8 / height;
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        int at = 0;
        for (int y = 0; y < height && samples.length > 0; y++) {
            rows.write(0);
            for (int i = 0; i < rowBytes * 8 / depth; i++, at++) {
                if (depth == 16) rows.write(samples[at] >> 8);
                rows.write(samples[at]);
            }
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream fields = new DataOutputStream(header);
        fields.writeInt(width);
        fields.writeInt(height);
        fields.write(new byte[] {(byte) depth, (byte) colour, 0, 0, 0});
        chunk(file, "IHDR", header.toByteArray());
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(zipped)) {
            rows.writeTo(deflater);
        }
        chunk(file, "IDAT", zipped.toByteArray());
        chunk(file, "IEND", new byte[0]);
        return Files.write(folder.resolve("i.png"), file.toByteArray());
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
    void greyValuesAreWhatTheFileHolds() throws IOException {
        Image image = ImageFile.read(png(3, 2, 8, GREY, 0, 10, 128, 200, 254, 255), 1);
        assertThat(image.height()).isEqualTo(2);
        assertThat(image.width()).isEqualTo(3);
        assertThat(image.pixels()).containsExactly(0, 10 / 255f, 128 / 255f, 200 / 255f, 254 / 255f, 1);
        assertThat(ImageFile.read(png(1, 1, 16, GREY, 0x1234), 1).pixels()).containsExactly(0x1234 / 65535f);
        assertThat(ImageFile.read(png(1, 1, 8, GREY, 51), 3).pixels()).containsExactly(0.2f, 0.2f, 0.2f);
    }

    @Test
    void coloursArePlanesOrLuma() throws IOException {
        Path file = png(2, 1, 8, RGB, 255, 0, 51, 0, 102, 255);
        assertThat(ImageFile.read(file, 3).pixels()).containsExactly(1, 0, 0, 0.4f, 0.2f, 1);
        float[] grey = ImageFile.read(file, 1).pixels();
        assertThat(grey[0]).isCloseTo(0.299f + 0.114f * 0.2f, offset(1e-6f));
        assertThat(grey[1]).isCloseTo(0.587f * 0.4f + 0.114f, offset(1e-6f));
    }

    @Test
    void transparencyIsSeenOnWhite() throws IOException {
        assertThat(ImageFile.read(png(3, 1, 8, GREY_ALPHA, 100, 255, 100, 0, 0, 51), 1).pixels())
                .containsExactly(new float[] {100 / 255f, 1, 0.8f}, offset(1e-6f));
    }

    @Test
    void jpeg() throws IOException {
        BufferedImage grey = new BufferedImage(16, 8, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 16; x++) grey.getRaster().setSample(x, y, 0, 77);
        }
        Path file = folder.resolve("i.jpg");
        ImageIO.write(grey, "jpeg", file.toFile());
        float[] pixels = ImageFile.read(file, 1).pixels();
        assertThat(pixels).hasSize(128);
        for (float pixel : pixels) assertThat(pixel).isCloseTo(77 / 255f, offset(2 / 255f));
    }

    @Test
    void aSmallFileCannotClaimAHugePicture() throws IOException {
        Path file = png(60_000, 60_000, 8, GREY);
        assertThatThrownBy(() -> ImageFile.read(file, 1)).isInstanceOf(DataException.class)
                .hasMessageContaining("found 60000 x 60000");
    }

    @Test
    void whatIsNoImageIsExplained() throws IOException {
        Path file = folder.resolve("i.png");
        assertThatThrownBy(() -> ImageFile.read(file, 1)).hasMessageContaining("no file of this name");
        assertThatThrownBy(() -> ImageFile.read(folder, 1)).hasMessageContaining("a folder");
        Files.writeString(file, "not a picture");
        assertThatThrownBy(() -> ImageFile.read(file, 1)).isInstanceOf(DataException.class)
                .hasMessageContaining("expected a PNG, JPEG, GIF or BMP");
        assertThatThrownBy(() -> ImageFile.read(file, 2)).hasMessageContaining("the network takes 2");
    }

    @Test
    void damagedImagesAreExplained() throws IOException {
        int[] samples = new int[300];
        Arrays.setAll(samples, i -> i * 7 & 0xFF);
        byte[] good = Files.readAllBytes(png(10, 10, 8, RGB, samples));
        Random random = new Random(20260103);
        Path file = folder.resolve("i.png");
        int refused = 0;
        for (int round = 0; round < 300; round++) {
            byte[] bad = random.nextInt(4) == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
            for (int i = 0; i < 3 && bad.length > 0; i++) bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            Files.write(file, bad);
            try {
                Image image = ImageFile.read(file, 3);
                assertThat(image.pixels()).hasSize(3 * image.width() * image.height());
            } catch (DataException e) {
                refused++;
                assertThat(e.getMessage()).startsWith(file.toString());
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void fitting() throws DataException {
        Image two = new Image(1, 2, 2, new float[] {1, 2, 3, 4});
        assertThat(two.fit(2, 2, 0)).isSameAs(two);
        assertThat(two.fit(4, 4, 1).pixels()).containsExactly(0, 0, 0, 0, 0, 1, 2, 0, 0, 3, 4, 0, 0, 0, 0, 0);
        assertThat(two.fit(3, 2, 0).pixels()).containsExactly(1, 2, 3, 4, 0, 0);
        Image six = new Image(2, 2, 6, new float[] {
            0, 2, 4, 6, 8, 10, 2, 4, 6, 8, 10, 12, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1
        });
        assertThat(six.fit(1, 3, 0).pixels()).containsExactly(new float[] {2, 6, 10, 1, 1, 1}, offset(1e-6f));
        Image three = new Image(1, 3, 3, new float[] {0, 3, 6, 0, 3, 6, 0, 3, 6});
        assertThat(three.fit(2, 2, 0).pixels()).containsExactly(new float[] {1, 5, 1, 5}, offset(1e-6f));
        Image eight = new Image(1, 8, 8, new float[64]);
        Arrays.fill(eight.pixels(), 0.5f);
        assertThat(eight.fit(4, 4, 1).pixels()).containsExactly(
                new float[] {0, 0, 0, 0, 0, .5f, .5f, 0, 0, .5f, .5f, 0, 0, 0, 0, 0}, offset(1e-6f));
        assertThatThrownBy(() -> six.fit(1, 2, 0)).isInstanceOf(DataException.class)
                .hasMessageContaining("2 x 6").hasMessageContaining("1 x 2");
    }
}
