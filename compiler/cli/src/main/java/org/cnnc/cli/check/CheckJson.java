package org.cnnc.cli.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Label;
import org.cnnc.compiler.lock.DifferenceTable;
import org.cnnc.compiler.source.Span;

/** The result as one JSON object on a line. */
public final class CheckJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private CheckJson() {}

    public static String render(CheckReport report) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode files = json.putArray("files");
        for (CheckedFile file : report.files()) file(files.addObject(), file);
        json.put("errors", report.errors());
        json.put("warnings", report.warnings());
        try {
            return MAPPER.writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain nodes has no JSON", e);
        }
    }

    private static void file(ObjectNode json, CheckedFile file) {
        json.put("file", file.file().toString());
        ArrayNode diagnostics = json.putArray("diagnostics");
        for (Diagnostic diagnostic : file.diagnostics()) diagnostic(diagnostics.addObject(), diagnostic);
        if (file.lock().isEmpty()) return;
        ArrayNode models = json.putArray("differences");
        for (DifferenceTable table : CheckReport.tables(file)) {
            ObjectNode model = models.addObject();
            model.put("model", table.model());
            rows(model.putArray("layers"), "layer", table.layers());
            rows(model.putArray("totals"), "total", table.totals());
        }
    }

    private static void rows(ArrayNode array, String key, List<DifferenceTable.Row> rows) {
        for (DifferenceTable.Row row : rows) array.addObject().put(key, row.what()).put("was", row.was()).put("is", row.is());
    }

    private static void diagnostic(ObjectNode json, Diagnostic diagnostic) {
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
            place(place, label.span());
        }
    }

    private static void place(ObjectNode json, Span span) {
        json.put("file", span.source().name());
        json.put("line", span.line());
        json.put("column", span.column());
        json.put("endLine", span.endLine());
        json.put("endColumn", span.endColumn());
    }
}
