package org.cnnc.compiler.report;

import java.util.List;
import java.util.stream.Collectors;

/** A summary as a table of GitHub-flavoured Markdown. */
public final class MarkdownTable {
    private MarkdownTable() {}

    /** Lines, each ended. */
    public static String render(SummaryTable table) {
        StringBuilder text = new StringBuilder("**" + table.title() + "**\n\n");
        row(text, table.columns().stream().map(SummaryTable.Column::head).toList());
        row(text, table.columns().stream().map(column -> column.right() ? "---:" : "---").toList());
        for (List<String> row : table.rows()) row(text, row);
        text.append('\n');
        for (String total : table.totals()) text.append("- ").append(total).append('\n');
        return text.toString();
    }

    private static void row(StringBuilder text, List<String> cells) {
        text.append(cells.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |")))
                .append('\n');
    }
}
