package org.cnnc.cli.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.cnnc.compiler.lock.DifferenceTable;

/** The result for a terminal: tables of what is not as locked, and the counts. The diagnostics stand apart. */
public final class CheckText {
    private static final String INDENT = "  ";
    private static final String NOTHING = "-";

    private CheckText() {}

    public static String render(CheckReport report) {
        return differences(report) + report.counts() + "\n";
    }

    /** The tables alone. */
    public static String differences(CheckReport report) {
        StringBuilder text = new StringBuilder();
        for (CheckedFile file : report.files()) {
            for (DifferenceTable table : CheckReport.tables(file)) {
                text.append(file.file()).append(": ").append(table.model()).append(" is not as locked\n\n");
                table(text, table);
                text.append('\n');
            }
        }
        return text.toString();
    }

    private static void table(StringBuilder text, DifferenceTable table) {
        List<DifferenceTable.Row> rows = new ArrayList<>();
        rows.add(new DifferenceTable.Row("layer", "was", "is"));
        rows.addAll(table.layers());
        if (!table.totals().isEmpty()) rows.add(new DifferenceTable.Row("total", "was", "is"));
        rows.addAll(table.totals());
        int first = width(rows, DifferenceTable.Row::what);
        int second = width(rows, DifferenceTable.Row::was);
        int heads = table.layers().isEmpty() ? 1 : 0;
        for (int i = heads; i < rows.size(); i++) {
            DifferenceTable.Row row = rows.get(i);
            boolean head = i == 0 || i == table.layers().size() + 1;
            if (head && i > heads) text.append('\n');
            String line = INDENT + padded(row.what(), first) + INDENT + padded(cell(row, row.was()), second) + INDENT
                    + cell(row, row.is());
            text.append(line.stripTrailing()).append('\n');
        }
    }

    private static String cell(DifferenceTable.Row row, String text) {
        return text.isEmpty() && !row.what().isEmpty() ? NOTHING : text;
    }

    private static int width(List<DifferenceTable.Row> rows, Function<DifferenceTable.Row, String> cell) {
        return rows.stream().map(cell).mapToInt(String::length).max().orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
