package org.cnnc.compiler.source;

import java.util.ArrayList;
import java.util.List;

/** A file's name and text, with its lines counted from 1 and its columns from 1. */
public final class SourceText {
    private final String name;
    private final String text;
    private final int[] lineStarts;

    public SourceText(String name, String text) {
        this.name = name;
        this.text = text;
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n') starts.add(i + 1);
        }
        lineStarts = starts.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The name shown in diagnostics: the path as the user gave it. */
    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    /** The line, from 1, of a character offset. */
    public int line(int offset) {
        int index = java.util.Arrays.binarySearch(lineStarts, offset);
        return index >= 0 ? index + 1 : -index - 1;
    }

    /** The column, from 1, of a character offset. */
    public int column(int offset) {
        return offset - lineStarts[line(offset) - 1] + 1;
    }

    /** The text of a line, from 1, without its end. */
    public String lineText(int line) {
        int start = lineStarts[line - 1];
        int end = line < lineStarts.length ? lineStarts[line] - 1 : text.length();
        if (end > start && text.charAt(end - 1) == '\r') end--;
        return text.substring(start, end);
    }

    /** A line, from 1, without the blanks around it. */
    public Span lineSpan(int line) {
        String content = lineText(line);
        int start = lineStarts[line - 1] + content.length() - content.stripLeading().length();
        return new Span(this, start, start + content.strip().length());
    }
}
