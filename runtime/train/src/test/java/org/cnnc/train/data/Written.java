package org.cnnc.train.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.cnnc.train.Dataset;

/** Small files of every format, by the formats' own descriptions, and what tests ask of what was read. */
final class Written {
    private Written() {}

    static byte[] idx(int type, byte[] data, int... extents) {
        ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * extents.length + data.length);
        bytes.putInt(type << 8 | extents.length);
        for (int extent : extents) bytes.putInt(extent);
        return bytes.put(data).array();
    }

    static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(zipped)) {
            out.write(plain);
        }
        return zipped.toByteArray();
    }

    static byte[] npy(String dtype, String fortran, String shape, byte[] data) {
        String dict = "{'descr': '" + dtype + "', 'fortran_order': " + fortran + ", 'shape': " + shape + ", }";
        ByteBuffer file = ByteBuffer.allocate(128 + data.length);
        file.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 0x76, 0});
        file.put((dict + " ".repeat(117 - dict.length()) + "\n").getBytes(StandardCharsets.ISO_8859_1));
        return file.put(data).array();
    }

    /** A picture of one colour but for the pixel in the upper left corner. */
    static Path image(Path file, String kind, int width, int height, int rgb, int corner) throws IOException {
        Files.createDirectories(file.getParent());
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) for (int x = 0; x < width; x++) image.setRGB(x, y, rgb);
        image.setRGB(0, 0, corner);
        if (!ImageIO.write(image, kind, file.toFile())) throw new IOException("no writer of " + kind);
        return file;
    }

    /** Records of CIFAR-10: record i has label i, red 10 i, green 10 i + 1, blue 10 i + 2; its first red byte is 255. */
    static byte[] cifar(int first, int count) {
        ByteBuffer records = ByteBuffer.allocate(count * 3073);
        for (int i = first; i < first + count; i++) {
            records.put((byte) (i % 10));
            for (int p = 0; p < 3072; p++) records.put((byte) (p == 0 ? 255 : 10 * i + p / 1024));
        }
        return records.array();
    }


    static float[] sample(Dataset data, int index) {
        float[] values = new float[data.sampleSize()];
        data.samples().fill(index, values, 0);
        return values;
    }
}
