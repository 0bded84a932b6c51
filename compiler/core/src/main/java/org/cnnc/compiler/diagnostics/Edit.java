package org.cnnc.compiler.diagnostics;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.cnnc.compiler.source.SourceText;
import org.cnnc.compiler.source.Span;

/** A change of a file: the text of a span is replaced by another; an empty span is where text is put in. */
public record Edit(Span span, String replacement) {
    public static Edit insert(SourceText source, int offset, String text) {
        return new Edit(new Span(source, offset, offset), text);
    }

    /** A source's text with those edits carried out that are of it; of two that overlap, the first in the text. */
    public static String apply(SourceText source, Collection<Edit> edits) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (Edit edit : of(source, edits)) {
            if (edit.span.start() < at) continue;
            text.append(source.text(), at, edit.span.start()).append(edit.replacement);
            at = edit.span.end();
        }
        return text.append(source.text(), at, source.text().length()).toString();
    }

    /** Where an offset of a source's text lies when the edits are carried out; inside an edit, at its start. */
    public static int moved(SourceText source, int offset, Collection<Edit> edits) {
        int moved = offset;
        int at = 0;
        for (Edit edit : of(source, edits)) {
            if (edit.span.start() < at) continue;
            at = edit.span.end();
            if (edit.span.end() <= offset) moved += edit.replacement.length() - (edit.span.end() - edit.span.start());
            else if (edit.span.start() < offset) moved += edit.span.start() - offset;
        }
        return moved;
    }

    private static List<Edit> of(SourceText source, Collection<Edit> edits) {
        return edits.stream()
                .filter(edit -> edit.span.source() == source)
                .sorted(Comparator.comparing((Edit edit) -> edit.span.start()).thenComparing(edit -> edit.span.end()))
                .toList();
    }
}
