package org.cnnc.compiler.diagnostics;

import java.util.List;
import org.cnnc.compiler.source.Span;

/**
 * A change that mends a diagnostic, or, while it is not yet verified, might.
 *
 * @param text what the help line says of it
 * @param edits what to change, all of it together
 * @param otherwise a note that stands in for it where the change alone does not mend the file; empty for none
 */
public record Fix(String text, List<Edit> edits, String otherwise) {
    public Fix {
        edits = List.copyOf(edits);
    }

    public Fix(String text, Edit... edits) {
        this(text, List.of(edits), "");
    }

    public static Fix replace(Span span, String replacement, String text) {
        return new Fix(text, new Edit(span, replacement));
    }

    public static Fix insert(Span before, String inserted, String text) {
        return new Fix(text, Edit.insert(before.source(), before.start(), inserted));
    }

    public static Fix append(Span behind, String appended, String text) {
        return new Fix(text, Edit.insert(behind.source(), behind.end(), appended));
    }

    public Fix orElse(String note) {
        return new Fix(text, edits, note);
    }
}
