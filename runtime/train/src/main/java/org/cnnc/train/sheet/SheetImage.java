package org.cnnc.train.sheet;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Draws samples in rows and columns. Small images are enlarged, each pixel to a square.
 *
 * @param channels 1 for grey, 3 for RGB
 * @param zoom side of a pixel's square
 */
public record SheetImage(int channels, int height, int width, int zoom) {
    private static final int RGB = 3;
    private static final int GAP = 8;
    private static final int WANTED = 96;
    private static final int BACKGROUND = 0xFFFFFF;
    private static final int INK = 0x333333;
    private static final long MAX_PIXELS = 1L << 26;

    /** @throws IllegalArgumentException unless samples are grey or RGB images */
    public static SheetImage of(int... shape) {
        if (shape.length != RGB || shape[0] != 1 && shape[0] != RGB) {
            throw new IllegalArgumentException("expected images of 1 or 3 channels");
        }
        return new SheetImage(shape[0], shape[1], shape[2], Math.max(1, WANTED / Math.max(shape[1], shape[2])));
    }

    /** Whether a sheet of so many rows and columns is of a size that can be drawn and looked at. */
    public boolean holds(int rows, int columns) {
        return (long) columns * column() * ((long) rows * (height * (long) zoom + 4L * Glyphs.line(1)) + GAP) <= MAX_PIXELS;
    }

    private int column() {
        return Math.max(width * zoom, Glyphs.width("sample", 1)) + GAP;
    }

    /**
     * Draws a sheet.
     *
     * @param titles of the columns
     * @param rows each of as many pictures
     * @return a PNG file
     */
    public byte[] draw(List<String> titles, List<List<Picture>> rows, Levels levels) throws IOException {
        int lines = rows.stream().flatMap(List::stream).mapToInt(picture -> picture.caption().size()).max().orElse(0);
        int top = GAP + Glyphs.line(2);
        int row = height * zoom + GAP / 2 + lines * Glyphs.line(textSize()) + GAP;
        BufferedImage image = new BufferedImage(
                GAP + titles.size() * column(), top + rows.size() * row, BufferedImage.TYPE_INT_RGB);
        fill(image, 0, 0, image.getWidth(), image.getHeight(), BACKGROUND);
        for (int c = 0; c < titles.size(); c++) {
            int x = GAP + c * column();
            write(titles.get(c), x, GAP, image);
            for (int r = 0; r < rows.size(); r++) {
                Picture picture = rows.get(r).get(c);
                int y = top + r * row;
                draw(picture.values(), x, y, levels, image);
                for (int line = 0; line < picture.caption().size(); line++) {
                    write(picture.caption().get(line), x, y + height * zoom + GAP / 2 + line * Glyphs.line(textSize()), image);
                }
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "png", bytes)) throw new IOException("this JDK cannot write PNG files");
        return bytes.toByteArray();
    }

    /** Captions are twice as large where there is room for a class and its share. */
    private int textSize() {
        return width * zoom >= Glyphs.width("00 00%", 2) ? 2 : 1;
    }

    private void write(String text, int x, int y, BufferedImage image) {
        int room = column() - GAP / 2;
        int size = Glyphs.width(text, textSize()) <= room ? textSize() : 1;
        int shown = Math.min(text.length(), (room + 1) / Glyphs.width("00", 1) * 2);
        Glyphs.write(Glyphs.width(text, size) <= room ? text : text.substring(0, shown), x, y, size, INK, image);
    }

    private void draw(float[] values, int left, int top, Levels levels, BufferedImage image) {
        int size = height * width;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = y * width + x;
                int red = levels.level(values[at], 0);
                int green = channels == 1 ? red : levels.level(values[size + at], 1);
                int blue = channels == 1 ? red : levels.level(values[2 * size + at], 2);
                fill(image, left + x * zoom, top + y * zoom, zoom, zoom, red << 16 | green << 8 | blue);
            }
        }
    }

    private static void fill(BufferedImage image, int left, int top, int width, int height, int colour) {
        for (int y = top; y < top + height; y++) {
            for (int x = left; x < left + width; x++) image.setRGB(x, y, colour);
        }
    }
}
