package org.cnnc.compiler.source;

/** A part of a source text: character offsets from {@code start} (inclusive) to {@code end} (exclusive). */
public record Span(SourceText source, int start, int end) {
    public int line() {
        return source.line(start);
    }

    public int column() {
        return source.column(start);
    }

    public int endLine() {
        return source.line(end);
    }

    public int endColumn() {
        return source.column(end);
    }

    public String text() {
        return source.text().substring(start, end);
    }
}
