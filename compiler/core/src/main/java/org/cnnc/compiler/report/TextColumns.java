package org.cnnc.compiler.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table in columns that gives way to a width: column after column takes a shorter form or goes, the least needed
 * first, and the names lose their starts. No line wraps.
 */
final class TextColumns {
    private static final String GAP = "  ";
    private static final int LEAST_NAME = 12;

    /** A column's head and cells, in one of its forms. */
    record Form(String head, List<String> cells) {
        int width() {
            return Math.max(head.length(), cells.stream().mapToInt(String::length).max().orElse(0));
        }
    }

    /** @param right whether cells stand at the right, as numbers do @param forms the fullest first */
    record Column(boolean right, List<Form> forms) {
        static Column left(Form... forms) {
            return new Column(false, List.of(forms));
        }

        static Column right(Form... forms) {
            return new Column(true, List.of(forms));
        }
    }

    private final List<Column> columns;
    private final int[] form;

    private TextColumns(List<Column> columns) {
        this.columns = columns;
        this.form = new int[columns.size()];
    }

    /**
     * Lines, each ended.
     *
     * @param columns the first of which is never left out
     * @param steps columns that give way, one form a step, in this order; behind its last form, a column is gone
     * @param width most characters of a line
     */
    static String render(List<Column> columns, List<Integer> steps, int width) {
        TextColumns table = new TextColumns(columns);
        for (int column : steps) {
            if (table.width(width) <= width) break;
            table.form[column]++;
        }
        return table.lines(width);
    }

    private List<Integer> shown() {
        return IntStream.range(0, form.length).filter(i -> form[i] < columns.get(i).forms().size()).boxed().toList();
    }

    private Form form(int column) {
        return columns.get(column).forms().get(form[column]);
    }

    /** What the columns take when names are cut off that take more than two fifths of the line. */
    private long width(int limit) {
        long first = Math.min(form(0).width(), Math.max(LEAST_NAME, limit / 5 * 2L));
        return first + others();
    }

    private int others() {
        return shown().stream().skip(1).mapToInt(column -> GAP.length() + form(column).width()).sum();
    }

    private String lines(int width) {
        List<Integer> shown = shown();
        int[] widths = shown.stream().mapToInt(column -> form(column).width()).toArray();
        widths[0] = Math.min(widths[0], width - others());
        StringBuilder text = new StringBuilder();
        text.append(line(shown, widths, shown.stream().map(column -> form(column).head()).toList()));
        text.append(line(shown, widths, Arrays.stream(widths).mapToObj("-"::repeat).toList()));
        int rows = columns.getFirst().forms().getFirst().cells().size();
        for (int row = 0; row < rows; row++) {
            int at = row;
            text.append(line(shown, widths, shown.stream().map(column -> form(column).cells().get(at)).toList()));
        }
        List<String> gone = IntStream.range(0, form.length)
                .filter(column -> !shown.contains(column))
                .mapToObj(column -> columns.get(column).forms().getFirst().head())
                .toList();
        if (!gone.isEmpty()) text.append(clip("(no room for: " + String.join(", ", gone) + ")", width)).append('\n');
        return text.toString();
    }

    private String line(List<Integer> shown, int[] widths, List<String> cells) {
        List<String> padded = new ArrayList<>();
        for (int i = 0; i < widths.length; i++) {
            String cell = clipStart(cells.get(i), widths[i]);
            String space = " ".repeat(widths[i] - cell.length());
            padded.add(columns.get(shown.get(i)).right() ? space + cell : cell + space);
        }
        return String.join(GAP, padded).stripTrailing() + "\n";
    }

    /** The end of a name says more than its start. */
    private static String clipStart(String text, int width) {
        if (text.length() <= width) return text;
        return width <= 2 ? text.substring(text.length() - width) : ".." + text.substring(text.length() - width + 2);
    }

    /** The text, or its start and two points. */
    static String clip(String text, int width) {
        if (text.length() <= width) return text;
        return width <= 2 ? text.substring(0, width) : text.substring(0, width - 2) + "..";
    }
}
