package org.cnnc.compiler.diagnostics;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.source.Span;

/**
 * Something the user should know of a file.
 *
 * @param span what is marked
 * @param place what the {@code file:line:column} points at: the marked span itself, or the statement around it
 * @param message what stands under the marked span
 * @param related secondary places
 * @param notes the arithmetic that led to it
 * @param helps changes that would mend it
 */
public record Diagnostic(
        Code code,
        Severity severity,
        Span span,
        Span place,
        String message,
        List<Label> related,
        List<String> notes,
        List<String> helps) {
    public Diagnostic {
        related = List.copyOf(related);
        notes = List.copyOf(notes);
        helps = List.copyOf(helps);
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

    public Diagnostic at(Span newPlace) {
        return new Diagnostic(code, severity, span, newPlace, message, related, notes, helps);
    }

    public Diagnostic related(Span other, String text) {
        return new Diagnostic(code, severity, span, place, message, plus(related, new Label(other, text)), notes, helps);
    }

    public Diagnostic note(String note) {
        return new Diagnostic(code, severity, span, place, message, related, plus(notes, note), helps);
    }

    public Diagnostic notes(List<String> more) {
        Diagnostic all = this;
        for (String note : more) all = all.note(note);
        return all;
    }

    public Diagnostic help(String help) {
        return new Diagnostic(code, severity, span, place, message, related, notes, plus(helps, help));
    }

    public Diagnostic helps(List<String> more) {
        Diagnostic all = this;
        for (String help : more) all = all.help(help);
        return all;
    }

    private static <T> List<T> plus(List<T> list, T element) {
        List<T> longer = new ArrayList<>(list);
        longer.add(element);
        return longer;
    }
}
