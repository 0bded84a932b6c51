package org.cnnc.compiler.format;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Aligns the cells of lines that follow each other: layers behind their labels, values behind the names of
 * their settings, assertions under each other, and comments.
 */
final class Alignment {
    private static final int BEFORE_ASSERTION = 3;
    private static final int BEFORE_COMMENT = 2;

    private Alignment() {}

    /** The rows' texts, not indented. */
    static List<String> align(List<Row> rows) {
        int labels = layerColumn(rows);
        int settings = column(rows.stream().filter(row -> row.form() == Phrase.Form.SETTING && !row.core().isEmpty()), Row::lead);
        List<String> texts = new ArrayList<>();
        for (Row row : rows) texts.add(row.core().isEmpty() ? row.lead() : padded(row.lead(), leadColumn(row, labels, settings)) + row.core());
        texts = append(texts, rows, Row::assertion, BEFORE_ASSERTION);
        return append(texts, rows, Row::comment, BEFORE_COMMENT);
    }

    private static int leadColumn(Row row, int labels, int settings) {
        return switch (row.form()) {
            case LAYER -> row.lead().isEmpty() ? labels : Math.max(labels, row.lead().length() + 1);
            case SETTING -> row.lead().isEmpty() ? 0 : settings;
            case OTHER, REMARK -> 0;
        };
    }

    /** Where layers start: behind the longest label if at least half of them have one. */
    private static int layerColumn(List<Row> rows) {
        List<Row> layers = rows.stream().filter(row -> row.form() == Phrase.Form.LAYER).toList();
        long labelled = layers.stream().filter(row -> !row.lead().isEmpty()).count();
        return 2 * labelled < layers.size() ? 0 : column(layers.stream(), Row::lead);
    }

    /** A space behind the widest cell; 0 if all are empty. */
    private static int column(Stream<Row> rows, Function<Row, String> cell) {
        int widest = rows.mapToInt(row -> width(cell.apply(row))).max().orElse(0);
        return widest == 0 ? 0 : widest + 1;
    }

    /** A cell behind the widest text that has one. */
    private static List<String> append(List<String> texts, List<Row> rows, Function<Row, String> cell, int gap) {
        int column = 0;
        for (int i = 0; i < texts.size(); i++) {
            if (!cell.apply(rows.get(i)).isEmpty()) column = Math.max(column, width(texts.get(i)) + gap);
        }
        List<String> longer = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            String more = cell.apply(rows.get(i));
            longer.add(more.isEmpty() ? texts.get(i) : padded(texts.get(i), column) + more);
        }
        return longer;
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
