package org.cnnc.cli;

/** What the process ends with; scripts rely on it. */
final class ExitStatus {
    static final int DONE = 0;

    /** The model, the data or the weights are at fault. */
    static final int INPUT = 1;

    /** The command line is at fault. */
    static final int USAGE = 2;

    /** Ended by Ctrl-C: 128 and the signal's number. */
    static final int INTERRUPTED = 130;

    private ExitStatus() {}
}
