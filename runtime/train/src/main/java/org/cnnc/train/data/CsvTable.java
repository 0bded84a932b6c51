package org.cnnc.train.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cnnc.train.DataException;

/**
 * A CSV file read whole: a column of labels or of targets, all others features.
 *
 * @param labelled the labels' column, from 0
 * @param features of each row
 * @param labels of each row, as they stand there
 * @param lines of each row in the file, from 1
 */
record CsvTable(Path file, int labelled, List<float[]> features, List<String> labels, List<Integer> lines) {
    /** Characters of a header's cell in an error. */
    private static final int SHOWN = 40;
    private static final String OF_NUMBERS = "0123456789+-.eE";

    /**
     * @param column a name in the header, or a number from 1
     * @param header whether the first row is one; otherwise it is one if none of its cells is a number
     */
    static CsvTable read(Path file, String column, Optional<Boolean> header, char separator) throws IOException {
        try (CsvRows rows = CsvRows.open(file, separator)) {
            if (!rows.next()) throw new DataException(DataException.Kind.EMPTY, file, "expected a table, found no row");
            List<String> first = rows.cells();
            boolean isHeader = header.orElseGet(() -> first.stream().noneMatch(CsvTable::isNumber));
            int labelled = find(file, column, first, isHeader);
            if (first.size() < 2) throw new DataException(file, "line " + rows.line() + ": expected two columns or more, found one; the separator may be another");
            CsvTable table = new CsvTable(file, labelled, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
            Memory memory = Memory.of(file);
            if (!isHeader) table.add(rows, first, isHeader, memory);
            while (rows.next()) table.add(rows, first, isHeader, memory);
            if (table.features.isEmpty()) throw new DataException(DataException.Kind.EMPTY, file, "expected rows behind the header, found none");
            return table;
        }
    }

    /** A header's cell for an error: of a file that is no table it may be the whole file. */
    private static String shown(String name) {
        String printable = name.replaceAll("\\p{Cntrl}", "\uFFFD");
        return printable.length() <= SHOWN ? printable : printable.substring(0, SHOWN) + "…";
    }

    private static int find(Path file, String column, List<String> first, boolean isHeader) throws DataException {
        int named = isHeader ? first.indexOf(column) : -1;
        if (named >= 0 && first.lastIndexOf(column) == named) return named;
        if (named >= 0) {
            throw new DataException(DataException.Kind.MISFIT, file, "expected one column `" + column + "`, found it as number "
                    + (named + 1) + " and number " + (first.lastIndexOf(column) + 1) + "; rename one of them, or name the column by its number");
        }
        if (column.matches("\\d{1,7}") && Integer.parseInt(column) >= 1 && Integer.parseInt(column) <= first.size()) {
            return Integer.parseInt(column) - 1;
        }
        throw new DataException(DataException.Kind.MISFIT, file, isHeader
                ? "expected a column `" + column + "`, found " + first.stream().limit(12).map(name -> "`" + shown(name) + "`").collect(Collectors.joining(", "))
                        + (first.size() > 12 ? ", …" : "")
                : "expected a column `" + column + "`, found a table without a header; name a column by its number, from 1 to " + first.size());
    }

    private void add(CsvRows rows, List<String> first, boolean isHeader, Memory memory) throws DataException {
        List<String> cells = rows.cells();
        if (cells.size() != first.size()) {
            throw new DataException(file, "line " + rows.line() + ": expected " + first.size() + " cells, as in the first row, found " + cells.size());
        }
        memory.take((long) Float.BYTES * cells.size());
        float[] row = new float[cells.size() - 1];
        int at = 0;
        for (int column = 0; column < cells.size(); column++) {
            if (column == labelled) continue;
            row[at++] = number(rows.line(), column, isHeader ? " (" + first.get(column) + ")" : "", cells.get(column));
        }
        features.add(row);
        labels.add(cells.get(labelled));
        lines.add(rows.line());
    }

    private float number(int line, int column, String name, String cell) throws DataException {
        String place = "line " + line + ", column " + (column + 1) + name;
        if (cell.isEmpty()) throw new DataException(file, place + ": expected a number, found an empty cell");
        if (!isNumber(cell)) throw new DataException(file, place + ": expected a number, found `" + shortened(cell) + "`");
        return Numbers.finite(Double.parseDouble(cell), file, () -> place);
    }

    /** A label's place, for errors. */
    private String place(int row) {
        return "line " + lines.get(row) + ", column " + (labelled + 1);
    }

    /** The labels as numbers, one a sample. */
    float[] targets() throws DataException {
        float[] targets = new float[labels.size()];
        for (int i = 0; i < targets.length; i++) targets[i] = number(lines.get(i), labelled, "", labels.get(i));
        return targets;
    }

    /** Whether all labels are numbers. */
    boolean hasNumbers() {
        return labels.stream().allMatch(CsvTable::isNumber);
    }

    /** The labels that there are, in the order of their names. */
    List<String> names() {
        return labels.stream().distinct().sorted().toList();
    }

    /** The labels as numbers of classes. */
    int[] numbered(int classes) throws DataException {
        int[] numbers = new int[labels.size()];
        for (int i = 0; i < numbers.length; i++) {
            int row = i;
            numbers[i] = Numbers.label(number(lines.get(i), labelled, "", labels.get(i)), classes, file, () -> place(row));
        }
        return numbers;
    }

    /** The labels as places in a list of names. */
    int[] named(List<String> names) throws DataException {
        int[] numbers = new int[labels.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = names.indexOf(labels.get(i));
            if (labels.get(i).isEmpty() || numbers[i] < 0) {
                throw new DataException(file, place(i) + ": expected a label" + (labels.get(i).isEmpty() ? ", found an empty cell"
                        : " of the training rows, " + names.stream().limit(8).collect(Collectors.joining(", ")) + ", found `" + shortened(labels.get(i)) + "`"));
            }
        }
        return numbers;
    }

    private static boolean isNumber(String cell) {
        if (cell.isEmpty() || cell.chars().anyMatch(c -> OF_NUMBERS.indexOf(c) < 0)) return false;
        try {
            Double.parseDouble(cell);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static String shortened(String cell) {
        return cell.length() > 40 ? cell.substring(0, 40) + "…" : cell;
    }
}
