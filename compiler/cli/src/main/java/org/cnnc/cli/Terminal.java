package org.cnnc.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Where a command writes: results to {@code out}, all else to {@code err}, both in UTF-8.
 *
 * @param interactive whether {@code err} is a terminal, which may have colours and moving bars
 * @param colours whether {@code err} may have escape codes
 * @param columns characters that fit a line of {@code out}; {@link #UNLIMITED} where it is no terminal
 */
record Terminal(PrintWriter out, PrintWriter err, boolean interactive, boolean colours, int columns) {
    static final int UNLIMITED = Integer.MAX_VALUE;

    /** Set by the launcher, which can ask for stderr alone. */
    private static final String INTERACTIVE = "cnn.terminal";

    /** Set by the launcher where stdout is a terminal: its width, or 0 if it cannot tell. */
    private static final String COLUMNS = "cnn.columns";

    private static final int USUAL_COLUMNS = 80;

    /** @param environment of the process; {@code NO_COLOR} (no-color.org) and {@code COLUMNS} count */
    static Terminal of(OutputStream out, OutputStream err, boolean interactive, Map<String, String> environment) {
        boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "").equals("dumb");
        int columns = number(environment.get("COLUMNS")).orElse(UNLIMITED);
        return new Terminal(writer(out), writer(err), interactive, interactive && !plain, columns);
    }

    private static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    static Terminal ofProcess() {
        Terminal terminal = of(
                new FileOutputStream(FileDescriptor.out), new FileOutputStream(FileDescriptor.err), isTerminal(),
                System.getenv());
        return terminal.columns == UNLIMITED ? terminal.withColumns(columnsOfProcess()) : terminal;
    }

    private static int columnsOfProcess() {
        String told = System.getProperty(COLUMNS);
        if (told != null) return number(told).orElse(USUAL_COLUMNS);
        boolean launched = System.getProperty(INTERACTIVE) != null;
        return !launched && isTerminal() ? USUAL_COLUMNS : UNLIMITED;
    }

    private static OptionalInt number(String text) {
        boolean positive = text != null && text.matches("[1-9]\\d{0,8}");
        return positive ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    private static boolean isTerminal() {
        String told = System.getProperty(INTERACTIVE);
        if (told != null) return Boolean.parseBoolean(told);
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    Terminal withoutColours() {
        return new Terminal(out, err, interactive, false, columns);
    }

    private Terminal withColumns(int width) {
        return new Terminal(out, err, interactive, colours, width);
    }
}
