package org.cnnc.compiler.format;

import java.util.Optional;

/** Text that grows to a limit, and the column where it ends. */
final class Output {
    private final StringBuilder text = new StringBuilder();
    private final int limit;
    private int column;
    private boolean full;

    /** @param limit the most characters; what goes beyond is not kept */
    Output(int limit) {
        this.limit = limit;
    }

    void append(String more) {
        full |= text.length() + more.length() > limit;
        if (full) return;
        text.append(more);
        String last = more.substring(more.lastIndexOf('\n') + 1);
        column = last.codePointCount(0, last.length()) + (last.length() == more.length() ? column : 0);
    }

    void spaces(int count) {
        full |= text.length() + count > limit;
        if (full) return;
        text.repeat(' ', count);
        column += count;
    }

    void newline() {
        append("\n");
    }

    /** Number of characters on the last line. */
    int column() {
        return column;
    }

    /** Empty if it went beyond the limit. */
    Optional<String> text() {
        return full ? Optional.empty() : Optional.of(text.toString());
    }
}
