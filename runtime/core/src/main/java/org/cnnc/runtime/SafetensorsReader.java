package org.cnnc.runtime;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads a safetensors file from front to back: a little-endian 64-bit header length, the header, the
 * tensors' data. Sizes are checked before memory is taken. A file that breaks the format is a
 * {@link WeightsException} that names the file, the place, what was expected and what was found.
 */
public final class SafetensorsReader implements AutoCloseable {
    /** The format's limit. */
    private static final long MAX_HEADER = 100_000_000;

    private static final long UNKNOWN = -1;

    private final String file;
    private final ReadableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    private final SafetensorsHeader header;
    private long position;

    private SafetensorsReader(String file, ReadableByteChannel channel, long size) throws IOException {
        this.file = file;
        this.channel = channel;
        header = readHeader(size);
    }

    /** Opens a file and reads its header. */
    public static SafetensorsReader open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new WeightsException(WeightsException.Kind.MISSING, file, "expected a safetensors file, found "
                    + (Files.exists(file) ? "a folder or a device" : "no file of this name"));
        }
        return open(file.toString(), Files.newByteChannel(file), Files.size(file));
    }

    /**
     * Reads the header off a stream; closing the reader closes the stream.
     *
     * @param name the file's name, for errors
     */
    public static SafetensorsReader open(InputStream stream, String name) throws IOException {
        if (stream == null) throw new WeightsException(WeightsException.Kind.MISSING, name, "expected a safetensors file, found nothing");
        return open(name, Channels.newChannel(stream), UNKNOWN);
    }

    private static SafetensorsReader open(String name, ReadableByteChannel channel, long size) throws IOException {
        try {
            return new SafetensorsReader(name, channel, size);
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    private SafetensorsHeader readHeader(long size) throws IOException {
        long length = read(Long.BYTES, "the length of the header").getLong();
        if (length < 2 || length > MAX_HEADER) {
            throw new WeightsException(file, "not a safetensors file: byte 0 holds the length of the header, "
                    + "expected 2 to " + MAX_HEADER + ", found " + Long.toUnsignedString(length));
        }
        if (size != UNKNOWN && length > size - Long.BYTES) {
            throw new WeightsException(file, "not a safetensors file, or cut off: its header should have "
                    + length + " bytes, the whole file has " + size);
        }
        byte[] utf8 = readBytes((int) length);
        SafetensorsHeader parsed = SafetensorsHeader.parse(file, utf8);
        long expected = Long.BYTES + length + parsed.dataBytes();
        if (size != UNKNOWN && size != expected) {
            throw new WeightsException(file, "damaged safetensors file: the header describes " + expected
                    + " bytes in all, the file has " + size);
        }
        position = 0;
        return parsed;
    }

    /** Grows with what is really there, so that a stream's false length takes no memory. */
    private byte[] readBytes(int length) throws IOException {
        byte[] bytes = new byte[Math.min(length, buffer.capacity())];
        int filled = 0;
        while (filled < length) {
            int part = Math.min(length - filled, buffer.capacity());
            ByteBuffer chunk = read(part, "the header");
            if (filled + part > bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * (filled + part)));
            }
            chunk.get(bytes, filled, part);
            filled += part;
        }
        return bytes;
    }

    private ByteBuffer read(int bytes, String what) throws IOException {
        buffer.clear().limit(bytes);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new WeightsException(file, "cut off: it ends within " + what, new EOFException());
            }
        }
        position += bytes;
        return buffer.flip();
    }

    /** The file's name, for errors. */
    public String file() {
        return file;
    }

    public SafetensorsHeader header() {
        return header;
    }

    /**
     * Reads a tensor of 32-bit floats.
     *
     * @param entry the next of the header's entries; each is read once, in their order
     * @param into where its elements go
     * @param offset where the first goes
     * @throws IllegalStateException if it is not the next
     */
    public void read(SafetensorsEntry entry, float[] into, int offset) throws IOException {
        if (entry.begin() != position) {
            throw new IllegalStateException("tensor " + entry.name() + " starts at byte " + entry.begin()
                    + ", the reader is at " + position + "; read the entries in their order");
        }
        if (!entry.isFloat32()) {
            throw new WeightsException(file, "tensor " + entry.name() + ": expected F32, found " + entry.dtype());
        }
        long left = entry.floats();
        int to = offset;
        while (left > 0) {
            int part = (int) Math.min(left, buffer.capacity() / Float.BYTES);
            read(part * Float.BYTES, "tensor " + entry.name()).asFloatBuffer().get(into, to, part);
            to += part;
            left -= part;
        }
    }

    /** Demands that nothing follows the last tensor. */
    public void finish() throws IOException {
        buffer.clear().limit(1);
        if (channel.read(buffer) > 0) {
            throw new WeightsException(file, "damaged safetensors file: bytes follow the last tensor");
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
