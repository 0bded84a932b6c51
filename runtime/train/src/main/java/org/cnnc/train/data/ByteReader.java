package org.cnnc.train.data;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.cnnc.train.DataException;

/**
 * A file's bytes from front to back; it knows how far it came. A gzipped file is read as what it holds, no further
 * than is asked for, and its positions count the unzipped bytes.
 */
final class ByteReader implements Closeable {
    private static final int BUFFER = 1 << 16;

    private final String name;
    private final InputStream in;
    private long position;

    private ByteReader(String name, InputStream in) {
        this.name = name;
        this.in = in;
    }

    /** A file that {@link DataFiles#requireFile} let pass, unzipped if it is zipped. */
    static ByteReader open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            return of(file.toString(), in);
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** A file as it is, gzipped or not. */
    static ByteReader openPlain(Path file) throws IOException {
        return new ByteReader(file.toString(), new BufferedInputStream(Files.newInputStream(file), BUFFER));
    }

    /** A stream, unzipped if it is zipped. */
    static ByteReader of(String name, InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
        buffered.mark(2);
        byte[] magic = buffered.readNBytes(2);
        buffered.reset();
        boolean zipped = magic.length == 2 && magic[0] == 0x1F && magic[1] == (byte) 0x8B;
        try {
            return new ByteReader(name, zipped ? new GZIPInputStream(buffered, BUFFER) : buffered);
        } catch (ZipException | EOFException e) {
            throw damaged(name, e);
        }
    }

    /** For errors. */
    String name() {
        return name;
    }

    /** Bytes read so far. */
    long position() {
        return position;
    }

    /** The next bytes, fewer where the file ends; takes no more memory than there are bytes. */
    byte[] upTo(int count) throws IOException {
        try {
            byte[] bytes = in.readNBytes(count);
            position += bytes.length;
            return bytes;
        } catch (ZipException | EOFException e) {
            throw damaged(name, e);
        }
    }

    /** Whether the file ends here; what stands behind is lost. */
    boolean isAtEnd() throws IOException {
        return upTo(1).length == 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static DataException damaged(String name, IOException e) {
        return new DataException(name, "the gzip data is damaged (" + (e.getMessage() == null ? "it ends too early" : e.getMessage()) + "); get it again", e);
    }
}
