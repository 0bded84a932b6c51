package org.cnnc.runtime;

import java.io.IOException;

/** A weight file that cannot be used; the message names the file, what was expected and what was found. */
public class WeightsException extends IOException {
    private static final long serialVersionUID = 1L;

    public WeightsException(String message) {
        super(message);
    }

    public WeightsException(String message, Throwable cause) {
        super(message, cause);
    }
}
