package org.cnnc.compiler.lint;

import org.cnnc.compiler.diagnostics.Fix;
import org.cnnc.compiler.source.Span;

/** Edits that take something out of a file and leave no empty line behind. */
final class Removal {
    private Removal() {}

    /** Takes a statement or a declaration out, with its line where nothing else stands there. */
    static Fix statement(Span statement, String text) {
        String all = statement.source().text();
        int start = statement.start();
        int end = statement.end();
        int from = start;
        while (from > 0 && isBlank(all.charAt(from - 1))) from--;
        int to = end;
        while (to < all.length() && isBlank(all.charAt(to))) to++;
        boolean begins = from == 0 || all.charAt(from - 1) == '\n';
        boolean ends = to == all.length() || all.charAt(to) == '\n';
        if (begins && ends) return Fix.replace(new Span(statement.source(), from, Math.min(all.length(), to + 1)), "", text);
        if (to < all.length() && all.charAt(to) == ';') end = to + 1;
        return Fix.replace(new Span(statement.source(), start, end), "", text);
    }

    /** Takes an argument out, with the comma before it. */
    static Fix argument(Span argument, String text) {
        String all = argument.source().text();
        int from = argument.start();
        while (from > 0 && Character.isWhitespace(all.charAt(from - 1))) from--;
        if (from > 0 && all.charAt(from - 1) == ',') from--;
        return Fix.replace(new Span(argument.source(), from, argument.end()), "", text);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t' || c == '\r';
    }
}
