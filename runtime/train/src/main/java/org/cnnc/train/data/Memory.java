package org.cnnc.train.data;

import org.cnnc.train.DataException;

/**
 * How much of the heap a file's samples take, counted while they are read: half of it at most, so that what claims or
 * unzips to more is refused in words and not by an {@link OutOfMemoryError}.
 */
final class Memory {
    /** What the JVM adds to an array, and the reference to it. */
    private static final int OVERHEAD = 24;

    private final Object file;
    private final long most;
    private long taken;

    private Memory(Object file, long most) {
        this.file = file;
        this.most = most;
    }

    static Memory of(Object file) {
        return new Memory(file, Runtime.getRuntime().maxMemory() / 2);
    }

    /** Counts an array of so many bytes, before it is made. */
    void take(long bytes) throws DataException {
        taken += bytes + OVERHEAD;
        if (taken > most) {
            throw new DataException(DataException.Kind.TOO_LARGE, file, "expected samples that take at most half of"
                    + " the heap, found more; give a larger heap by CNNC_JAVA_OPTS=-Xmx8g, or less data");
        }
    }
}
