package org.cnnc.compiler.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cnnc.compiler.report.outline.Quantity;
import org.cnnc.compiler.report.outline.Row;

/** A summary as GitHub-flavoured Markdown: a pull request's comment, a job's summary. */
public final class SummaryMarkdown {
    private final StringBuilder text = new StringBuilder();

    private SummaryMarkdown() {}

    /** Lines, each ended. */
    public static String render(Summary summary) {
        SummaryMarkdown markdown = new SummaryMarkdown();
        markdown.text.append("## ").append(escape(summary.name())).append("\n\n");
        if (!summary.model().graph().doc().isEmpty()) {
            markdown.text.append(escape(summary.model().graph().doc())).append("\n\n");
        }
        markdown.ends(summary);
        markdown.layers(summary.rows());
        markdown.totals(summary.totals());
        markdown.memory(summary.memory());
        return markdown.text.toString();
    }

    private void ends(Summary summary) {
        summary.inputs().forEach(input ->
                text.append("- input ").append(escape(input.name())).append(": ").append(input.type().shape()).append('\n'));
        summary.outputs().forEach((name, output) ->
                text.append("- output ").append(escape(name)).append(": ").append(output.type().shape()).append('\n'));
    }

    private void layers(List<Row> rows) {
        text.append('\n');
        row("layer", "op", "output", "parameters", "MACs", "field", "initialiser");
        row("---", "---", "---:", "---:", "---:", "---:", "---");
        for (Row row : rows) {
            row(escape(row.label()), escape(row.kind()), row.output().toString(), unlessZero(row.parameters()),
                    unlessZero(row.macs()), Quantity.extents(row.receptiveField()), escape(row.initialisation().text()));
        }
    }

    private void totals(List<Total> totals) {
        text.append('\n');
        row("total", "", "");
        row("---", "---:", "---:");
        for (Total total : totals) row(total.name(), total.exact(), total.brief());
    }

    private void memory(MemoryPlan memory) {
        text.append('\n');
        row("memory", "inference", "", "training", "");
        row("---", "---:", "---:", "---:", "---:");
        for (MemoryPlan.Line line : memory.lines()) {
            row(line.name(), line.inference().map(Quantity::exact).orElse("–"), brief(line.inference()),
                    line.training().map(Quantity::exact).orElse("–"), brief(line.training()));
        }
        if (!memory.notes().isEmpty()) text.append('\n');
        for (String note : memory.notes()) text.append("- ").append(escape(note)).append('\n');
    }

    private static String brief(Optional<Long> bytes) {
        return bytes.map(Quantity::bytes).orElse("");
    }

    private static String unlessZero(long count) {
        return count == 0 ? "" : Quantity.exact(count);
    }

    private void row(String... cells) {
        text.append(List.of(cells).stream().collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    /** Text that neither Markdown nor HTML reads anything into. */
    private static String escape(String plain) {
        return plain.replaceAll("\\s+", " ").replaceAll("([\\\\`*_\\[\\]<>|#~$!&])", "\\\\$1");
    }
}
