package org.cnnc.train.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.cnnc.runtime.AtomicFile;
import org.cnnc.train.DataException;
import org.cnnc.train.Dataset;

/**
 * An array in NumPy's format ({@code .npy}, NEP 1), versions 1 and 2, little-endian and in C order.
 *
 * @param dtype NumPy's name of the element type in the file, such as {@code <f4} or {@code |u1}
 * @param shape its extents
 * @param data its elements as floats, not scaled; all of them finite
 */
public record NpyFile(String dtype, int[] shape, float[] data) {
    private static final int ALIGNMENT = 64;
    private static final int BUFFER = 1 << 16;

    /**
     * Reads a file.
     *
     * @throws DataException if it is missing or damaged, or holds what is not read
     */
    public static NpyFile read(Path file) throws IOException {
        DataFiles.requireFile(file, "an .npy array");
        try (ByteReader in = ByteReader.openPlain(file)) {
            NpyHeader header = NpyHeader.read(file, in, Files.size(file));
            long elements = 1;
            for (int extent : header.shape()) elements *= extent;
            if (elements > Integer.MAX_VALUE - 8) {
                throw new DataException(file, Arrays.toString(header.shape()) + " does not fit into one array");
            }
            Memory.of(file).take(elements * Float.BYTES);
            return new NpyFile(header.type().dtype, header.shape(), elements(file, in, header, (int) elements));
        }
    }

    private static float[] elements(Path file, ByteReader in, NpyHeader header, int count) throws IOException {
        NpyType type = header.type();
        float[] data = new float[count];
        int at = 0;
        while (at < count) {
            int part = Math.min(count - at, BUFFER);
            ByteBuffer buffer = ByteBuffer.wrap(in.upTo(part * type.bytes)).order(ByteOrder.LITTLE_ENDIAN);
            if (buffer.capacity() < part * type.bytes) throw new DataException(file, "expected more, found the end at byte " + in.position());
            for (int i = 0; i < part; i++) {
                int element = at + i;
                data[element] = Numbers.finite(type.at(buffer, i * type.bytes), file, () -> "element " + index(element, header.shape()));
            }
            at += part;
        }
        return data;
    }

    /** Where an element stands, as NumPy indexes it, behind other indices: {@code [3, 0, 2]}. */
    static String index(int element, int[] shape, int... before) {
        int[] index = Arrays.copyOf(before, before.length + shape.length);
        int rest = element;
        for (int axis = shape.length - 1; axis >= 0; axis--) {
            index[before.length + axis] = rest % shape[axis];
            rest /= shape[axis];
        }
        return Arrays.toString(index);
    }

    /** Writes an array of 32-bit floats, version 1; it appears under its name only when it is whole. */
    public static void write(Path file, int[] shape, float[] data) throws IOException {
        int elements = Dataset.sizeOf(shape);
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
        int before = NpyHeader.MAGIC.length + 2 + Short.BYTES;
        int length = (before + dict.length() + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT - before;
        ByteBuffer header = ByteBuffer.allocate(before + length).order(ByteOrder.LITTLE_ENDIAN);
        header.put(NpyHeader.MAGIC).put((byte) 1).put((byte) 0).putShort((short) length);
        header.put(dict.getBytes(StandardCharsets.ISO_8859_1));
        while (header.remaining() > 1) header.put((byte) ' ');
        return header.put((byte) '\n').array();
    }

    private static void drain(ByteBuffer buffer, FileChannel channel) throws IOException {
        while (buffer.hasRemaining()) channel.write(buffer);
    }
}
