package org.cnnc.runtime;

import java.io.IOException;

/** A weight file that cannot be used; the message names the file, what was expected and what was found. */
public class WeightsException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with the file. */
    public enum Kind {
        /** There is no such file. */
        MISSING,
        /** It is cut off, or no weight file. */
        DAMAGED,
        /** It holds the weights of another model. */
        MISFIT
    }

    private final Kind kind;
    private final String place;

    /** A damaged file. */
    public WeightsException(Object file, String message) {
        this(Kind.DAMAGED, file, message, null);
    }

    /** A damaged file, and what became of reading it. */
    public WeightsException(Object file, String message, Throwable cause) {
        this(Kind.DAMAGED, file, message, cause);
    }

    public WeightsException(Kind kind, Object file, String message) {
        this(kind, file, message, null);
    }

    private WeightsException(Kind kind, Object file, String message, Throwable cause) {
        super(file + ": " + message, cause);
        this.kind = kind;
        this.place = file.toString();
    }

    public Kind kind() {
        return kind;
    }

    /** The file. */
    public String place() {
        return place;
    }
}
