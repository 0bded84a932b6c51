package org.cnnc.train;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An array of unsigned bytes in the IDX format of MNIST: two zero bytes, the element type 0x08, the number
 * of dimensions, their extents as big-endian 32-bit numbers, the elements. A gzipped file is read as what
 * it holds; byte positions in errors count the unzipped bytes.
 *
 * @param name the file's name, for errors
 * @param extents of the dimensions
 * @param data the elements, the last dimension fastest
 */
record IdxFile(String name, int[] extents, byte[] data) {
    private static final int UNSIGNED_BYTE = 0x08;
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;
    private static final String DAMAGED = "; the file is damaged or cut off, get it again";

    /** Reads a file of so many dimensions. */
    static IdxFile read(Path file, int dimensions) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(file.toString(), in, dimensions);
        }
    }

    /** Reads a stream of so many dimensions; takes no more memory than there are bytes. */
    static IdxFile read(String name, InputStream in, int dimensions) throws IOException {
        try {
            return parse(name, unzipped(in), dimensions);
        } catch (ZipException | EOFException e) {
            throw new DataException(name, "the gzip data is damaged (" + e.getMessage() + "); get it again", e);
        }
    }

    private static InputStream unzipped(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
        buffered.mark(2);
        byte[] magic = buffered.readNBytes(2);
        buffered.reset();
        boolean zipped = magic.length == 2 && magic[0] == 0x1F && magic[1] == (byte) 0x8B;
        return zipped ? new GZIPInputStream(buffered, 1 << 16) : buffered;
    }

    private static IdxFile parse(String name, InputStream in, int dimensions) throws IOException {
        int expectedMagic = UNSIGNED_BYTE << 8 | dimensions;
        byte[] magic = in.readNBytes(Integer.BYTES);
        if (magic.length < Integer.BYTES || ByteBuffer.wrap(magic).getInt() != expectedMagic) {
            String found = magic.length < Integer.BYTES
                    ? "the end at byte " + magic.length
                    : String.format("%08x", ByteBuffer.wrap(magic).getInt());
            throw new DataException(name, String.format(
                    "byte 0: expected %08x (IDX, unsigned bytes, dimensions: %d), found %s; is it the right file?",
                    expectedMagic, dimensions, found));
        }
        int headerBytes = Integer.BYTES * (1 + dimensions);
        byte[] header = in.readNBytes(Integer.BYTES * dimensions);
        if (header.length < Integer.BYTES * dimensions) {
            throw new DataException(name, "expected a header of " + headerBytes + " bytes, found the end at byte "
                    + (Integer.BYTES + header.length) + DAMAGED);
        }
        int[] extents = new int[dimensions];
        long bytes = 1;
        for (int d = 0; d < dimensions; d++) {
            int place = Integer.BYTES * d;
            extents[d] = ByteBuffer.wrap(header).getInt(place);
            if (extents[d] >= 0) bytes *= extents[d];
            if (extents[d] < 0 || bytes > MAX_ARRAY) {
                throw new DataException(name, "byte " + (Integer.BYTES + place) + ": dimension " + (d + 1) + " is "
                        + Integer.toUnsignedString(extents[d])
                        + ", more in all than the 2 GB that are read at once" + DAMAGED);
            }
        }
        byte[] data = in.readNBytes((int) bytes);
        if (data.length < bytes) {
            throw new DataException(name, "expected " + bytes + " elements (" + Dataset.extents(extents)
                    + ") behind the header, found the end at byte " + (headerBytes + data.length) + DAMAGED);
        }
        if (in.read() >= 0) {
            throw new DataException(name, "byte " + (headerBytes + bytes) + ": expected the end after "
                    + Dataset.extents(extents) + " elements, found more" + DAMAGED);
        }
        return new IdxFile(name, extents, data);
    }
}
