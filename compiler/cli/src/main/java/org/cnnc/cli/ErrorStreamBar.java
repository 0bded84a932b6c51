package org.cnnc.cli;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBarConsumer;

/** A progress bar on the last line of a terminal, gone without a trace when it is done. */
final class ErrorStreamBar implements ProgressBarConsumer {
    /** Fits the narrowest usual terminal, so that a bar never wraps. */
    private static final int WIDTH = 79;

    private final PrintWriter err;
    private boolean closed;

    ErrorStreamBar(PrintWriter err) {
        this.err = err;
    }

    @Override
    public int getMaxRenderedLength() {
        return WIDTH;
    }

    /** The library's own thread may come with a last bar when the bar is closed already. */
    @Override
    public synchronized void accept(String bar) {
        if (closed) return;
        // A shorter bar than the last one covers all of it.
        err.print("\r" + bar + " ".repeat(Math.max(0, WIDTH - bar.length())));
        err.flush();
    }

    @Override
    public synchronized void close() {
        closed = true;
        err.print("\r" + " ".repeat(WIDTH) + "\r");
        err.flush();
    }
}
