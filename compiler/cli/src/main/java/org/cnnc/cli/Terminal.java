package org.cnnc.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where a command writes: results to {@code out}, all else to {@code err}, both in UTF-8.
 *
 * @param interactive whether {@code err} is a terminal, which may have colours and moving bars
 * @param colours whether {@code err} may have escape codes
 */
record Terminal(PrintWriter out, PrintWriter err, boolean interactive, boolean colours) {
    /** Set by the launcher, which can ask for stderr alone. */
    private static final String INTERACTIVE = "cnn.terminal";

    /** @param environment of the process; {@code NO_COLOR} counts (no-color.org) */
    static Terminal of(OutputStream out, OutputStream err, boolean interactive, Map<String, String> environment) {
        boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "").equals("dumb");
        return new Terminal(writer(out), writer(err), interactive, interactive && !plain);
    }

    private static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    static Terminal ofProcess() {
        return of(
                new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err), isTerminal(),
                System.getenv());
    }

    private static boolean isTerminal() {
        String told = System.getProperty(INTERACTIVE);
        if (told != null) return Boolean.parseBoolean(told);
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    Terminal withoutColours() {
        return new Terminal(out, err, interactive, false);
    }
}
