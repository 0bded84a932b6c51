package org.cnnc.train.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cnnc.train.DataException;

/**
 * What stands before the elements of an {@code .npy} file (NEP 1): versions 1 and 2, little-endian, C order.
 *
 * @param shape extents of the array; none for a single number
 * @param bytes before the elements
 */
record NpyHeader(NpyType type, int[] shape, long bytes) {
    static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAX_HEADER = 1 << 16;
    private static final int SHOWN = 120;
    private static final long MOST = 1L << 34;

    private static final Pattern HEADER = Pattern.compile(
            "\\{ *'descr' *: *'([^']{1,9})' *, *'fortran_order' *: *(True|False) *, *'shape' *: *"
                    + "\\(((?:\\d{1,10}(?:, *\\d{1,10}){0,31},?)?) *\\) *,? *\\} *\n?");

    /** Reads it, and demands that the file is as long as it says. @param size bytes of the file */
    static NpyHeader read(Path file, ByteReader in, long size) throws IOException {
        Matcher header = text(file, in);
        NpyType type = type(file, header.group(1));
        if (header.group(2).equals("True")) {
            throw new DataException(file, "expected C order, found Fortran order; save it by"
                    + " numpy.save(file, numpy.ascontiguousarray(array))");
        }
        int[] shape = shape(file, header.group(3));
        long elements = 1;
        for (int extent : shape) {
            elements *= extent;
            if (elements > MOST) throw new DataException(file, Arrays.toString(shape) + " has more elements than are read");
        }
        long left = size - in.position();
        if (elements * type.bytes != left) {
            throw new DataException(file, "byte " + in.position() + ": expected " + elements * type.bytes
                    + " bytes of data for " + Arrays.toString(shape) + " of " + type.dtype + ", found " + left
                    + "; the file is damaged or cut off");
        }
        return new NpyHeader(type, shape, in.position());
    }

    private static Matcher text(Path file, ByteReader in) throws IOException {
        ByteBuffer start = bytes(file, in, MAGIC.length + 2);
        byte[] magic = new byte[MAGIC.length];
        start.get(magic);
        int version = start.get();
        if (!Arrays.equals(magic, MAGIC) || version < 1 || version > 2) {
            throw new DataException(file, "byte 0: expected \\x93NUMPY and version 1 or 2; is it an .npy array?");
        }
        int length = version == 1
                ? bytes(file, in, Short.BYTES).getShort() & 0xFFFF
                : bytes(file, in, Integer.BYTES).getInt();
        if (length < 0 || length > MAX_HEADER) {
            throw new DataException(file, "byte 8: expected a header of at most " + MAX_HEADER + " bytes, found "
                    + Integer.toUnsignedString(length));
        }
        long place = in.position();
        String text = StandardCharsets.ISO_8859_1.decode(bytes(file, in, length)).toString();
        Matcher header = HEADER.matcher(text);
        if (header.matches()) return header;
        String found = text.strip().replaceAll("\\p{Cntrl}", "?");
        throw new DataException(file, "byte " + place + ": expected {'descr': '<f4', 'fortran_order': False,"
                + " 'shape': (...)}, found " + (found.length() > SHOWN ? found.substring(0, SHOWN) + "…" : found));
    }

    private static ByteBuffer bytes(Path file, ByteReader in, int count) throws IOException {
        byte[] bytes = in.upTo(count);
        if (bytes.length < count) {
            throw new DataException(file, "expected " + (count - bytes.length) + " more bytes, found the end at byte " + in.position());
        }
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static NpyType type(Path file, String dtype) throws DataException {
        if (dtype.endsWith("O")) {
            throw new DataException(file, "expected numbers, found Python objects (" + dtype + "), which only Python can unpickle;"
                    + " convert by array.astype('float32')");
        }
        return NpyType.of(dtype).orElseThrow(() -> new DataException(file, "expected elements of "
                + String.join(", ", Arrays.stream(NpyType.values()).map(type -> type.dtype).toList()) + ", found " + dtype
                + "; convert by array.astype('float32')"));
    }

    private static int[] shape(Path file, String text) throws DataException {
        try {
            return Pattern.compile("\\d+").matcher(text).results()
                    .mapToInt(extent -> Integer.parseInt(extent.group())).toArray();
        } catch (NumberFormatException e) {
            throw new DataException(file, "expected extents below 2^31, found (" + text + ")", e);
        }
    }
}
