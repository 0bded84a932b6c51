package org.cnnc.train;

import java.io.IOException;

/** Data that cannot be used; the message names the file, the place, what was expected, found, and what to do. */
public final class DataException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with the data. */
    public enum Kind {
        /** There is no such file. */
        MISSING,
        /** A file is cut off, or holds something else than it should. */
        DAMAGED,
        /** The data is right, and not for this model. */
        MISFIT,
        /** There is nothing to train on. */
        EMPTY,
        /** The data takes more memory than there is. */
        TOO_LARGE
    }

    private final Kind kind;
    private final String place;

    /** A damaged file. */
    public DataException(Object file, String message) {
        this(Kind.DAMAGED, file, message, null);
    }

    /** A damaged file, and what became of reading it. */
    public DataException(Object file, String message, Throwable cause) {
        this(Kind.DAMAGED, file, message, cause);
    }

    /** What has no file. */
    public DataException(Kind kind, String message) {
        this(kind, "", message, null);
    }

    public DataException(Kind kind, Object file, String message) {
        this(kind, file, message, null);
    }

    /** @param file empty for none */
    public DataException(Kind kind, Object file, String message, Throwable cause) {
        super(file.toString().isEmpty() ? message : file + ": " + message, cause);
        this.kind = kind;
        this.place = file.toString();
    }

    /** The same, of this data where no file is to blame. */
    public DataException at(Object data) {
        return place.isEmpty() ? new DataException(kind, data, getMessage(), getCause()) : this;
    }

    public Kind kind() {
        return kind;
    }

    /** The file, as far as one is to blame; else empty. */
    public String place() {
        return place;
    }
}
