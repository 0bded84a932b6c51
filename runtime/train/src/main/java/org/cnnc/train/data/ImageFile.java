package org.cnnc.train.data;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.cnnc.train.DataException;

/**
 * Reads PNG, JPEG, GIF and BMP files as {@link Image}s, of an animated GIF the first picture. The extents are checked
 * before any pixel is decoded, so that a small file cannot claim a huge picture. What is transparent is seen on white.
 */
public final class ImageFile {
    private static final long MAX_PIXELS = 1L << 26;
    private static final int RGB = 3;

    /** What is decoded, and floats of three channels. */
    private static final int BYTES_A_PIXEL = 4 + RGB * Float.BYTES;

    private static final Set<String> KINDS = Set.of("png", "jpeg", "gif", "bmp");
    private static final float BYTE = 255f;

    private ImageFile() {}

    /**
     * Reads a file.
     *
     * @param channels 1 for grey, by the luma of ITU-R BT.601 where the file has colours, or 3 for RGB
     * @throws DataException if it is missing, damaged, too large, or none of these kinds
     */
    public static Image read(Path file, int channels) throws IOException {
        return read(file, channels, (width, height) -> { });
    }

    /** The same, of extents that are checked first. */
    static Image read(Path file, int channels, Extents extents) throws IOException {
        if (channels != 1 && channels != RGB) {
            throw new DataException(DataException.Kind.MISFIT, file, "an image is grey (1 channel) or RGB (3); the network takes " + channels);
        }
        return convert(decode(file, extents), channels);
    }

    /** What an image's extents must be. */
    @FunctionalInterface
    interface Extents {
        /** @throws DataException that says what was expected */
        void check(int width, int height) throws DataException;
    }

    /** Decodes a file whose extents are as they must be. */
    static BufferedImage decode(Path file, Extents extents) throws IOException {
        DataFiles.requireFile(file, "an image");
        File plain = file.toFile();
        try (ImageInputStream stream = new FileImageInputStream(plain)) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            ImageReader reader = readers.hasNext() ? readers.next() : null;
            if (reader == null || !isKnown(reader)) {
                throw new DataException(file, "expected a PNG, JPEG, GIF or BMP image, found something else");
            }
            try {
                reader.setInput(stream, true, true);
                int width = reader.getWidth(0);
                int height = reader.getHeight(0);
                if ((long) width * height > MAX_PIXELS) {
                    throw new DataException(file, "expected at most " + MAX_PIXELS + " pixels, found "
                            + width + " x " + height + "; scale it down");
                }
                extents.check(width, height);
                Memory.of(file).take((long) width * height * BYTES_A_PIXEL);
                return reader.read(0);
            } catch (DataException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                // The JDK's readers answer some damaged files by unchecked exceptions.
                throw new DataException(file, "the image is damaged or of an unknown kind (" + e.getMessage() + ")", e);
            } finally {
                reader.dispose();
            }
        }
    }

    private static boolean isKnown(ImageReader reader) throws IOException {
        String format = reader.getFormatName();
        return KINDS.contains(format.toLowerCase(Locale.ROOT));
    }

    private static Image convert(BufferedImage decoded, int channels) {
        int width = decoded.getWidth();
        int height = decoded.getHeight();
        float[] pixels = new float[channels * height * width];
        float[] rgb = new float[RGB];
        boolean grey = decoded.getRaster().getNumBands() <= 2 && !(decoded.getColorModel() instanceof IndexColorModel);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (grey) {
                    Arrays.fill(rgb, grey(decoded, x, y));
                } else {
                    colours(decoded.getRGB(x, y), rgb);
                }
                int at = y * width + x;
                if (channels == 1) {
                    pixels[at] = grey ? rgb[0] : 0.299f * rgb[0] + 0.587f * rgb[1] + 0.114f * rgb[2];
                } else {
                    for (int c = 0; c < RGB; c++) pixels[c * height * width + at] = rgb[c];
                }
            }
        }
        return new Image(channels, height, width, pixels);
    }

    /** Off the raster: {@code getRGB} would take grey values for linear light and brighten them. */
    private static float grey(BufferedImage decoded, int x, int y) {
        float value = decoded.getRaster().getSample(x, y, 0) / most(decoded, 0);
        if (decoded.getRaster().getNumBands() == 1) return value;
        float opacity = decoded.getRaster().getSample(x, y, 1) / most(decoded, 1);
        return value * opacity + (1 - opacity);
    }

    private static float most(BufferedImage decoded, int band) {
        return (1 << decoded.getSampleModel().getSampleSize(band)) - 1;
    }

    private static void colours(int argb, float[] rgb) {
        float opacity = (argb >>> 24) / BYTE;
        rgb[0] = (argb >> 16 & 0xFF) / BYTE * opacity + (1 - opacity);
        rgb[1] = (argb >> 8 & 0xFF) / BYTE * opacity + (1 - opacity);
        rgb[2] = (argb & 0xFF) / BYTE * opacity + (1 - opacity);
    }
}
