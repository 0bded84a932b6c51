package org.cnnc.runtime;

/**
 * Copies between places in memory and the dense rows that plain kernels compute with. A row is made of segments of
 * consecutive floats that lie a fixed stride apart in memory.
 */
public final class Rows {
    private Rows() {}

    /**
     * Puts a row together.
     *
     * @param at where the first segment lies
     * @param start where it goes in the row; the others follow it
     * @param length floats of a segment
     */
    public static void gather(float[] from, int at, int stride, float[] row, int start, int segments, int length) {
        if (length == 1) {
            for (int i = 0; i < segments; i++) row[start + i] = from[at + i * stride];
        } else {
            for (int i = 0; i < segments; i++) System.arraycopy(from, at + i * stride, row, start + i * length, length);
        }
    }

    /** Takes a row apart; the reverse of {@link #gather}. */
    public static void scatter(float[] row, int start, float[] to, int at, int stride, int segments, int length) {
        if (length == 1) {
            for (int i = 0; i < segments; i++) to[at + i * stride] = row[start + i];
        } else {
            for (int i = 0; i < segments; i++) System.arraycopy(row, start + i * length, to, at + i * stride, length);
        }
    }

    /** The sum of the first floats of a row, of which the number is a multiple of 8; always in the same order. */
    public static float sum(float[] row, int length) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        float e = 0;
        float f = 0;
        float g = 0;
        float h = 0;
        for (int i = 0; i < length; i += 8) {
            a += row[i];
            b += row[i + 1];
            c += row[i + 2];
            d += row[i + 3];
            e += row[i + 4];
            f += row[i + 5];
            g += row[i + 6];
            h += row[i + 7];
        }
        return ((a + b) + (c + d)) + ((e + f) + (g + h));
    }
}
