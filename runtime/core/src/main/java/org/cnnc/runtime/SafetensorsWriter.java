package org.cnnc.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Writes safetensors files of 32-bit floats: the tensors one behind the other in the order given, the first
 * at a multiple of 8 bytes.
 */
public final class SafetensorsWriter {
    private static final int ALIGNMENT = 8;
    private static final int BUFFER = 1 << 16;

    /**
     * A tensor within an array.
     *
     * @param name its key
     * @param shape its extents
     * @param data where its elements are
     * @param offset where the first is
     */
    public record Tensor(String name, int[] shape, float[] data, int offset) {
        private long floats() {
            return Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
        }
    }

    private SafetensorsWriter() {}

    /**
     * Writes a file, which appears under its name only when it is whole.
     *
     * @param metadata strings of the writer's own, left out if empty
     */
    public static void write(Path file, List<Tensor> tensors, Map<String, String> metadata) throws IOException {
        byte[] header = header(tensors, metadata).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, channel -> {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
            drain(buffer.putLong(header.length).flip(), channel);
            drain(ByteBuffer.wrap(header), channel);
            for (Tensor tensor : tensors) write(tensor, buffer, channel);
        });
    }

    private static void write(Tensor tensor, ByteBuffer buffer, FileChannel channel) throws IOException {
        long left = tensor.floats();
        int from = tensor.offset();
        while (left > 0) {
            int part = (int) Math.min(left, BUFFER / Float.BYTES);
            buffer.clear();
            buffer.asFloatBuffer().put(tensor.data(), from, part);
            drain(buffer.limit(part * Float.BYTES), channel);
            from += part;
            left -= part;
        }
    }

    private static void drain(ByteBuffer buffer, FileChannel channel) throws IOException {
        while (buffer.hasRemaining()) channel.write(buffer);
    }

    private static String header(List<Tensor> tensors, Map<String, String> metadata) {
        StringJoiner members = new StringJoiner(",", "{", "}");
        if (!metadata.isEmpty()) {
            StringJoiner strings = new StringJoiner(",", "{", "}");
            metadata.forEach((key, value) -> strings.add(JsonText.quote(key) + ":" + JsonText.quote(value)));
            members.add("\"" + SafetensorsHeader.METADATA + "\":" + strings);
        }
        long begin = 0;
        for (Tensor tensor : tensors) {
            long end = begin + tensor.floats() * Float.BYTES;
            String shape = Arrays.toString(tensor.shape()).replace(" ", "");
            members.add(JsonText.quote(tensor.name()) + ":{\"dtype\":\"F32\",\"shape\":" + shape
                    + ",\"data_offsets\":[" + begin + "," + end + "]}");
            begin = end;
        }
        String json = members.toString();
        int length = json.getBytes(StandardCharsets.UTF_8).length;
        return json + " ".repeat((ALIGNMENT - length % ALIGNMENT) % ALIGNMENT);
    }
}
