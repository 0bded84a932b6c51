package org.cnnc.cli.check;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.lock.DifferenceTable;
import org.cnnc.compiler.source.Span;

/** The result as GitHub-flavoured Markdown, for a job's summary: what is not as locked, then all diagnostics. */
public final class Markdown {
    private Markdown() {}

    /** @param here the folder that paths are relative to */
    public static String render(CheckReport report, Path here) {
        Places places = new Places(here.toAbsolutePath().normalize());
        StringBuilder text = new StringBuilder("## cnnc check\n\n").append(report.counts()).append("\n");
        for (CheckedFile file : report.files()) {
            for (DifferenceTable table : CheckReport.tables(file)) difference(text, file.file().toString().replace('\\', '/'), table);
        }
        if (report.diagnostics().isEmpty()) return text.toString();
        text.append("\n### Diagnostics\n\n");
        row(text, List.of("", "place", "what"));
        row(text, List.of("---", "---", "---"));
        for (Diagnostic diagnostic : report.diagnostics()) {
            row(text, List.of(
                    diagnostic.severity().text() + " " + diagnostic.code(), place(diagnostic.span(), places),
                    escaped(CheckReport.message(diagnostic))));
        }
        return text.toString();
    }

    private static void difference(StringBuilder text, String file, DifferenceTable table) {
        text.append("\n### ").append(escaped(table.model())).append(" in ").append(escaped(file)).append(" is not as locked\n");
        rows(text, "layer", table.layers());
        rows(text, "total", table.totals());
    }

    private static void rows(StringBuilder text, String head, List<DifferenceTable.Row> rows) {
        if (rows.isEmpty()) return;
        text.append('\n');
        row(text, List.of(head, "was", "is"));
        row(text, List.of("---", "---", "---"));
        for (DifferenceTable.Row row : rows) {
            String name = row.what().isEmpty() ? "" : "**" + escaped(row.what()) + "**";
            row(text, List.of(name, escaped(row.was()), escaped(row.is())));
        }
    }

    private static String place(Span span, Places places) {
        Optional<String> file = places.name(span.source());
        String name = escaped(file.orElse(span.source().name()));
        return file.isEmpty() || span.source().text().isEmpty() ? name : name + ":" + span.line();
    }

    private static void row(StringBuilder text, List<String> cells) {
        text.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |"))).append('\n');
    }

    /** Plain text as Markdown shows it; what stands between backticks stays code. */
    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        boolean code = false;
        for (char c : text.toCharArray()) {
            if (c == '`') code = !code;
            switch (c) {
                case '\n' -> out.append("<br>");
                case '\r' -> out.append(' ');
                case '|' -> out.append("\\|");
                case '&' -> out.append(code ? "&" : "&amp;");
                case '<' -> out.append(code ? "<" : "&lt;");
                case '>' -> out.append(code ? ">" : "&gt;");
                case '*', '_', '\\', '[', ']', '~' -> out.append(code ? "" : "\\").append(c);
                default -> out.append(c);
            }
        }
        return out.toString();
    }
}
