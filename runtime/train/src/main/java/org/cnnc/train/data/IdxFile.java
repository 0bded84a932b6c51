package org.cnnc.train.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cnnc.train.DataException;
import org.cnnc.train.Dataset;
import org.cnnc.train.Samples;

/**
 * An array in the IDX format of MNIST: two zero bytes, the element type, the number of dimensions, their extents as
 * big-endian 32-bit numbers, the elements. Byte positions in errors count unzipped bytes.
 *
 * @param name the file's name, for errors
 * @param extents of the dimensions
 * @param rows the elements of each index of the first dimension, as they are in the file
 */
record IdxFile(String name, IdxType type, int[] extents, List<byte[]> rows) {
    private static final long MOST = 1L << 34;
    private static final String DAMAGED = "; the file is damaged or cut off, get it again";

    /** Reads an array of this type and so many dimensions to its end. */
    static IdxFile read(ByteReader in, IdxType type, int dimensions) throws IOException {
        magic(in, type, dimensions);
        int[] extents = extents(in, dimensions);
        int row = type.bytes * Dataset.sizeOf(Arrays.copyOfRange(extents, 1, dimensions));
        List<byte[]> rows = new ArrayList<>();
        Memory memory = Memory.of(in.name());
        for (int i = 0; i < extents[0]; i++) {
            memory.take(row);
            byte[] bytes = in.upTo(row);
            if (bytes.length < row) {
                throw new DataException(in.name(), "expected " + (long) extents[0] * (row / type.bytes) + " elements ("
                        + Dataset.extents(extents) + ") behind the header, found the end at byte " + in.position() + DAMAGED);
            }
            rows.add(bytes);
        }
        long end = in.position();
        if (!in.isAtEnd()) {
            throw new DataException(in.name(), "byte " + end + ": expected the end after "
                    + Dataset.extents(extents) + " elements, found more" + DAMAGED);
        }
        return new IdxFile(in.name(), type, extents, rows);
    }

    private static void magic(ByteReader in, IdxType type, int dimensions) throws IOException {
        int expected = type.code << 8 | dimensions;
        byte[] magic = in.upTo(Integer.BYTES);
        if (magic.length == Integer.BYTES && ByteBuffer.wrap(magic).getInt() == expected) return;
        String found = magic.length < Integer.BYTES
                ? "the end at byte " + magic.length
                : String.format("%08x", ByteBuffer.wrap(magic).getInt());
        throw new DataException(in.name(), String.format(
                "byte 0: expected %08x (IDX, %s, dimensions: %d), found %s; is it the right file?",
                expected, type.words, dimensions, found));
    }

    private static int[] extents(ByteReader in, int dimensions) throws IOException {
        byte[] header = in.upTo(Integer.BYTES * dimensions);
        if (header.length < Integer.BYTES * dimensions) {
            throw new DataException(in.name(), "expected a header of " + Integer.BYTES * (1 + dimensions)
                    + " bytes, found the end at byte " + in.position() + DAMAGED);
        }
        int[] extents = new int[dimensions];
        long elements = 1;
        long row = 1;
        for (int d = 0; d < dimensions; d++) {
            int place = Integer.BYTES * d;
            extents[d] = ByteBuffer.wrap(header).getInt(place);
            String at = "byte " + (Integer.BYTES + place) + ": dimension " + (d + 1) + " is " + Integer.toUnsignedString(extents[d]);
            if (extents[d] == 0) throw new DataException(DataException.Kind.EMPTY, in.name(), at + ", so that there are no elements");
            if (extents[d] > 0) elements *= extents[d];
            if (extents[d] > 0 && d > 0) row *= extents[d];
            if (extents[d] < 0 || elements > MOST || row > Integer.MAX_VALUE / Double.BYTES) {
                throw new DataException(in.name(), at + ", more in all than the " + (MOST >> 30) + " G elements, 256 M a sample, that are read" + DAMAGED);
            }
        }
        return extents;
    }

    /** Number of indices of the first dimension. */
    int count() {
        return extents[0];
    }

    /** Bytes before the elements. */
    private int header() {
        return Integer.BYTES * (1 + extents.length);
    }

    /**
     * What the indices of the first dimension hold, as samples: unsigned bytes as pixels, other numbers as they are.
     *
     * @param input extents of the network's input
     */
    Samples samples(int[] input) throws DataException {
        int[] shape = SampleExtents.of(Arrays.copyOfRange(extents, 1, extents.length), input);
        if (type == IdxType.UBYTE) return Samples.ofBytes(rows.toArray(byte[][]::new), shape);
        int size = Dataset.sizeOf(shape);
        float[][] values = new float[count()][size];
        for (int s = 0; s < count(); s++) {
            for (int i = 0; i < size; i++) {
                long place = ((long) s * size + i) * type.bytes + header();
                values[s][i] = Numbers.finite(type.at(ByteBuffer.wrap(rows.get(s)), i * type.bytes), name, () -> "byte " + place);
            }
        }
        return Samples.ofFloats(values, shape);
    }

    /**
     * A label from each index of the only dimension.
     *
     * @throws DataException if one is no class
     */
    int[] labels(int classes) throws DataException {
        int[] labels = new int[count()];
        for (int i = 0; i < labels.length; i++) {
            int place = header() + i * type.bytes;
            labels[i] = Numbers.label(type.at(ByteBuffer.wrap(rows.get(i)), 0), classes, name, () -> "byte " + place);
        }
        return labels;
    }
}
