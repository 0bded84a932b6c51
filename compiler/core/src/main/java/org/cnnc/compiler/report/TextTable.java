package org.cnnc.compiler.report;

import java.util.ArrayList;
import java.util.List;

/** A summary for a terminal, in columns as wide as their cells. */
public final class TextTable {
    private static final String GAP = "  ";

    private TextTable() {}

    /** Lines, each ended. */
    public static String render(SummaryTable table) {
        List<Integer> widths = widths(table);
        StringBuilder text = new StringBuilder(table.title()).append("\n\n");
        line(text, table, widths, table.columns().stream().map(SummaryTable.Column::head).toList());
        line(text, table, widths, widths.stream().map("-"::repeat).toList());
        for (List<String> row : table.rows()) line(text, table, widths, row);
        text.append('\n');
        for (String total : table.totals()) text.append(total).append('\n');
        return text.toString();
    }

    private static List<Integer> widths(SummaryTable table) {
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < table.columns().size(); column++) {
            int width = table.columns().get(column).head().length();
            for (List<String> row : table.rows()) width = Math.max(width, row.get(column).length());
            widths.add(width);
        }
        return widths;
    }

    private static void line(StringBuilder text, SummaryTable table, List<Integer> widths, List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String space = " ".repeat(widths.get(column) - cells.get(column).length());
            boolean right = table.columns().get(column).right();
            line.append(column == 0 ? "" : GAP).append(right ? space + cells.get(column) : cells.get(column) + space);
        }
        text.append(line.toString().stripTrailing()).append('\n');
    }
}
