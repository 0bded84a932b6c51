package org.cnnc.compiler.diagnostics;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.cnnc.compiler.source.Span;

/**
 * Something the user should know of a file.
 *
 * @param span what is marked
 * @param place what the {@code file:line:column} points at: the marked span itself, or the statement around it
 * @param message what stands under the marked span
 * @param related secondary places
 * @param notes the arithmetic that led to it, and advice that no single change of the file carries out
 * @param fixes changes that would mend it, each on its own; the front end keeps those that do
 */
public record Diagnostic(
        Code code,
        Severity severity,
        Span span,
        Span place,
        String message,
        List<Label> related,
        List<String> notes,
        List<Fix> fixes) {
    public Diagnostic {
        related = List.copyOf(related);
        notes = List.copyOf(notes);
        fixes = List.copyOf(fixes);
    }

    public static Diagnostic error(Code code, Span span, String message) {
        return new Diagnostic(code, Severity.ERROR, span, span, message, List.of(), List.of(), List.of());
    }

    public static Diagnostic warning(Code code, Span span, String message) {
        return new Diagnostic(code, Severity.WARNING, span, span, message, List.of(), List.of(), List.of());
    }

    public String title() {
        return code.title();
    }

    /** The help as it is shown: the fixes side by side in one line; empty where there are none. */
    public List<String> helps() {
        if (fixes.isEmpty()) return List.of();
        return List.of(fixes.stream().map(Fix::text).collect(Collectors.joining(", ")));
    }

    public Diagnostic at(Span newPlace) {
        return new Diagnostic(code, severity, span, newPlace, message, related, notes, fixes);
    }

    public Diagnostic related(Span other, String text) {
        return new Diagnostic(code, severity, span, place, message, plus(related, new Label(other, text)), notes, fixes);
    }

    public Diagnostic note(String note) {
        return new Diagnostic(code, severity, span, place, message, related, plus(notes, note), fixes);
    }

    public Diagnostic notes(List<String> more) {
        Diagnostic all = this;
        for (String note : more) all = all.note(note);
        return all;
    }

    /** What may help and is no change of the file that could be carried out as it stands: shown as a note. */
    public Diagnostic advice(String advice) {
        return note(advice);
    }

    public Diagnostic fix(Fix fix) {
        return withFixes(plus(fixes, fix));
    }

    public Diagnostic withFixes(List<Fix> others) {
        return new Diagnostic(code, severity, span, place, message, related, notes, others);
    }

    private static <T> List<T> plus(List<T> list, T element) {
        List<T> longer = new ArrayList<>(list);
        longer.add(element);
        return longer;
    }
}
