package org.cnnc.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Label;
import org.cnnc.compiler.diagnostics.Severity;
import org.cnnc.compiler.diagnostics.TextRenderer;
import org.cnnc.compiler.source.Span;

/** Diagnostics as text for people and as JSON for programs. */
final class DiagnosticsOutput {
    private DiagnosticsOutput() {}

    /** Writes them to the terminal's {@code err}, warnings only unless quiet. */
    static void print(Collection<Diagnostic> diagnostics, Terminal terminal, boolean quiet) {
        TextRenderer renderer = terminal.colours() ? TextRenderer.ansi() : TextRenderer.plain();
        for (Diagnostic diagnostic : diagnostics) {
            if (quiet && diagnostic.severity() == Severity.WARNING) continue;
            terminal.err().println(renderer.render(diagnostic));
        }
    }

    static long count(Collection<Diagnostic> diagnostics, Severity severity) {
        return diagnostics.stream().filter(diagnostic -> diagnostic.severity() == severity).count();
    }

    /** {@code {"file":…,"diagnostics":[…]}}. */
    static ObjectNode json(String file, List<Diagnostic> diagnostics) {
        ObjectNode json = Json.object();
        json.put("file", file);
        ArrayNode list = json.putArray("diagnostics");
        for (Diagnostic diagnostic : diagnostics) list.add(json(diagnostic));
        return json;
    }

    private static ObjectNode json(Diagnostic diagnostic) {
        ObjectNode json = Json.object();
        json.put("code", diagnostic.code().name());
        json.put("severity", diagnostic.severity().text());
        json.put("title", diagnostic.title());
        json.put("message", diagnostic.message());
        place(json, diagnostic.span());
        json.put("help", String.join("\n", diagnostic.helps()));
        ArrayNode notes = json.putArray("notes");
        diagnostic.notes().forEach(notes::add);
        ArrayNode related = json.putArray("related");
        for (Label label : diagnostic.related()) {
            ObjectNode place = related.addObject();
            place.put("message", label.text());
            place.put("file", label.span().source().name());
            place(place, label.span());
        }
        return json;
    }

    private static void place(ObjectNode json, Span span) {
        json.put("file", span.source().name());
        json.put("line", span.line());
        json.put("column", span.column());
        json.put("endLine", span.endLine());
        json.put("endColumn", span.endColumn());
    }
}
