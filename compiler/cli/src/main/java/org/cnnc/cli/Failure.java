package org.cnnc.cli;

/** Ends a command by a message to the user; not a bug, so that it carries no stack trace. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    private Failure(int status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    /** The model, the data or the weights are at fault. */
    static Failure input(String message) {
        return new Failure(ExitStatus.INPUT, message);
    }

    /** The command line is at fault. */
    static Failure usage(String message) {
        return new Failure(ExitStatus.USAGE, message);
    }

    /** The diagnostics said it all. */
    static Failure said() {
        return new Failure(ExitStatus.INPUT, "");
    }

    /** What the process ends with. */
    int status() {
        return status;
    }
}
