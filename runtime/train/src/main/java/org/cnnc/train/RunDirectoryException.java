package org.cnnc.train;

import java.io.IOException;

/** A run's folder that cannot be used as asked; the message says what to do. */
public final class RunDirectoryException extends IOException {
    private static final long serialVersionUID = 1L;

    public RunDirectoryException(String message) {
        super(message);
    }
}
