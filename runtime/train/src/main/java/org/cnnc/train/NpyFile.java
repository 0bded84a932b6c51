package org.cnnc.train;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cnnc.runtime.AtomicFile;

/**
 * An array in NumPy's format ({@code .npy}, NEP 1), versions 1 and 2, little-endian and in C order.
 *
 * @param dtype NumPy's name of the element type in the file: {@code <f4}, {@code <f8} or {@code |u1}
 * @param shape its extents
 * @param data its elements as floats, not scaled
 */
public record NpyFile(String dtype, int[] shape, float[] data) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int ALIGNMENT = 64;
    private static final int BUFFER = 1 << 16;
    private static final int MAX_HEADER = 1 << 16;

    private static final Pattern HEADER = Pattern.compile(
            "\\{'descr': ?'([^']{1,9})', ?'fortran_order': ?(True|False), ?'shape': ?"
                    + "\\(((?:\\d{1,10}(?:, ?\\d{1,10}){0,31},?)?)\\),? ?\\} *\n?");

    /**
     * Reads a file.
     *
     * @throws DataException if it is missing or damaged, or holds what is not read
     */
    public static NpyFile read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new DataException(DataException.Kind.MISSING, file, "expected an .npy array, found "
                    + (Files.exists(file) ? "a folder" : "no file of this name"));
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            Matcher header = header(file, channel);
            String dtype = header.group(1);
            int bytes = elementBytes(file, dtype);
            if (header.group(2).equals("True")) {
                throw new DataException(file, "expected C order, found Fortran order; save it by"
                        + " numpy.save(file, numpy.ascontiguousarray(array))");
            }
            int[] shape = shape(file, header.group(3));
            long elements = elements(file, shape);
            long left = channel.size() - channel.position();
            if (elements * bytes != left) {
                throw new DataException(file, "byte " + channel.position() + ": expected " + elements * bytes
                        + " bytes of data for " + Arrays.toString(shape) + " of " + dtype + ", found " + left
                        + "; the file is damaged or cut off");
            }
            return new NpyFile(dtype, shape, elements(file, channel, dtype, bytes, (int) elements));
        }
    }

    private static Matcher header(Path file, SeekableByteChannel channel) throws IOException {
        ByteBuffer start = bytes(file, channel, MAGIC.length + 2);
        byte[] magic = new byte[MAGIC.length];
        start.get(magic);
        int version = start.get();
        if (!Arrays.equals(magic, MAGIC) || version < 1 || version > 2) {
            throw new DataException(file, "byte 0: expected \\x93NUMPY and version 1 or 2; is it an .npy array?");
        }
        int length = version == 1
                ? bytes(file, channel, Short.BYTES).getShort() & 0xFFFF
                : bytes(file, channel, Integer.BYTES).getInt();
        if (length < 0 || length > MAX_HEADER) {
            throw new DataException(file, "byte 8: expected a header of at most " + MAX_HEADER + " bytes, found "
                    + Integer.toUnsignedString(length));
        }
        long place = channel.position();
        String text = StandardCharsets.ISO_8859_1.decode(bytes(file, channel, length)).toString();
        Matcher header = HEADER.matcher(text);
        if (!header.matches()) {
            throw new DataException(file, "byte " + place + ": expected {'descr': '<f4', 'fortran_order': False,"
                    + " 'shape': (...)}, found " + text.strip());
        }
        return header;
    }

    private static ByteBuffer bytes(Path file, SeekableByteChannel channel, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new DataException(file, "expected " + buffer.remaining()
                        + " more bytes, found the end at byte " + channel.position());
            }
        }
        return buffer.flip();
    }

    private static int elementBytes(Path file, String dtype) throws DataException {
        return switch (dtype) {
            case "<f4" -> Float.BYTES;
            case "<f8" -> Double.BYTES;
            case "|u1" -> Byte.BYTES;
            default -> throw new DataException(file, "expected elements of <f4, <f8 or |u1, found " + dtype
                    + "; convert by array.astype('float32')");
        };
    }

    private static int[] shape(Path file, String text) throws DataException {
        try {
            return Pattern.compile("\\d+").matcher(text).results()
                    .mapToInt(extent -> Integer.parseInt(extent.group())).toArray();
        } catch (NumberFormatException e) {
            throw new DataException(file, "expected extents below 2^31, found (" + text + ")", e);
        }
    }

    private static long elements(Path file, int[] shape) throws DataException {
        long elements = 1;
        for (int extent : shape) {
            elements *= extent;
            if (elements > Integer.MAX_VALUE - 8) {
                throw new DataException(file, "" + Arrays.toString(shape) + " does not fit into one array");
            }
        }
        return elements;
    }

    private static float[] elements(Path file, SeekableByteChannel channel, String dtype, int bytes, int count)
            throws IOException {
        float[] data = new float[count];
        int at = 0;
        while (at < count) {
            int part = Math.min(count - at, BUFFER);
            ByteBuffer buffer = bytes(file, channel, part * bytes);
            for (int i = 0; i < part; i++) {
                data[at + i] = switch (dtype) {
                    case "<f4" -> buffer.getFloat();
                    case "<f8" -> (float) buffer.getDouble();
                    default -> buffer.get() & 0xFF;
                };
            }
            at += part;
        }
        return data;
    }

    /** Writes an array of 32-bit floats, version 1; it appears under its name only when it is whole. */
    public static void write(Path file, int[] shape, float[] data) throws IOException {
        long elements = elements(file, shape);
        if (elements != data.length) {
            throw new IllegalArgumentException("data: expected " + elements + " elements for "
                    + Arrays.toString(shape) + ", found " + data.length);
        }
        byte[] header = header(shape);
        AtomicFile.write(file, channel -> {
            drain(ByteBuffer.wrap(header), channel);
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
            for (int at = 0; at < data.length; at += BUFFER / Float.BYTES) {
                int part = Math.min(data.length - at, BUFFER / Float.BYTES);
                buffer.clear();
                buffer.asFloatBuffer().put(data, at, part);
                drain(buffer.limit(part * Float.BYTES), channel);
            }
        });
    }

    private static byte[] header(int[] shape) {
        String extents = Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        String dict = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + extents
                + (shape.length == 1 ? ",), }" : "), }");
        int before = MAGIC.length + 2 + Short.BYTES;
        int length = (before + dict.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT - before;
        ByteBuffer header = ByteBuffer.allocate(before + length).order(ByteOrder.LITTLE_ENDIAN);
        header.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) length);
        header.put(dict.getBytes(StandardCharsets.ISO_8859_1));
        while (header.remaining() > 1) header.put((byte) ' ');
        return header.put((byte) '\n').array();
    }

    private static void drain(ByteBuffer buffer, FileChannel channel) throws IOException {
        while (buffer.hasRemaining()) channel.write(buffer);
    }
}
