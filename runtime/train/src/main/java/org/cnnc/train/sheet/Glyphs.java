package org.cnnc.train.sheet;

import java.awt.image.BufferedImage;

/**
 * The few characters that a sheet writes, 5 x 7 pixels each. They are of its own, because a machine without a screen
 * often has no fonts, and so that a sheet has the same pixels everywhere.
 */
final class Glyphs {
    private static final int WIDTH = 5;
    private static final int HEIGHT = 7;
    private static final String KNOWN = "0123456789%acehlmops";

    /** Rows from the top, each of five bits, the leftmost the highest. */
    private static final int[][] ROWS = {
        {0b01110, 0b10001, 0b10011, 0b10101, 0b11001, 0b10001, 0b01110},
        {0b00100, 0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110},
        {0b01110, 0b10001, 0b00001, 0b00110, 0b01000, 0b10000, 0b11111},
        {0b11110, 0b00001, 0b00001, 0b01110, 0b00001, 0b00001, 0b11110},
        {0b00010, 0b00110, 0b01010, 0b10010, 0b11111, 0b00010, 0b00010},
        {0b11111, 0b10000, 0b11110, 0b00001, 0b00001, 0b10001, 0b01110},
        {0b00110, 0b01000, 0b10000, 0b11110, 0b10001, 0b10001, 0b01110},
        {0b11111, 0b00001, 0b00010, 0b00100, 0b01000, 0b01000, 0b01000},
        {0b01110, 0b10001, 0b10001, 0b01110, 0b10001, 0b10001, 0b01110},
        {0b01110, 0b10001, 0b10001, 0b01111, 0b00001, 0b00010, 0b01100},
        {0b11000, 0b11001, 0b00010, 0b00100, 0b01000, 0b10011, 0b00011},
        {0b00000, 0b00000, 0b01110, 0b00001, 0b01111, 0b10001, 0b01111},
        {0b00000, 0b00000, 0b01110, 0b10001, 0b10000, 0b10001, 0b01110},
        {0b00000, 0b00000, 0b01110, 0b10001, 0b11111, 0b10000, 0b01110},
        {0b10000, 0b10000, 0b10110, 0b11001, 0b10001, 0b10001, 0b10001},
        {0b01100, 0b00100, 0b00100, 0b00100, 0b00100, 0b00100, 0b01110},
        {0b00000, 0b00000, 0b11010, 0b10101, 0b10101, 0b10101, 0b10101},
        {0b00000, 0b00000, 0b01110, 0b10001, 0b10001, 0b10001, 0b01110},
        {0b00000, 0b00000, 0b11110, 0b10001, 0b11110, 0b10000, 0b10000},
        {0b00000, 0b00000, 0b01111, 0b10000, 0b01110, 0b00001, 0b11110},
    };

    private Glyphs() {}

    /** Height of a line, with the space below it. */
    static int line(int size) {
        return (HEIGHT + 2) * size;
    }

    static int width(String text, int size) {
        return text.length() * (WIDTH + 1) * size - size;
    }

    /** Writes a text. @param size of a glyph's pixel @throws IllegalArgumentException for a character it has not */
    static void write(String text, int x, int y, int size, int colour, BufferedImage image) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == ' ') continue;
            int glyph = KNOWN.indexOf(character);
            if (glyph < 0) throw new IllegalArgumentException("no glyph for " + character);
            write(ROWS[glyph], x + i * (WIDTH + 1) * size, y, size, colour, image);
        }
    }

    private static void write(int[] rows, int x, int y, int size, int colour, BufferedImage image) {
        for (int row = 0; row < HEIGHT * size; row++) {
            for (int column = 0; column < WIDTH * size; column++) {
                boolean set = (rows[row / size] >> WIDTH - 1 - column / size & 1) == 1;
                if (set) image.setRGB(x + column, y + row, colour);
            }
        }
    }
}
