package org.cnnc.train.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cnnc.train.DataException;
import org.cnnc.train.Dataset;
import org.cnnc.train.Samples;
import org.cnnc.train.Targets;

/**
 * A table in text: one column holds classes, by number or by name, or numbers to be predicted; the others are features.
 * Names are numbered in their order. Test rows are in a file of their own, or a share of the first that is set apart,
 * the same for every seed.
 */
public final class CsvSource implements Source {
    /** What the chosen column holds. */
    public enum Kind {
        /** Classes. */
        LABEL,
        /** Numbers to be predicted. */
        TARGET
    }

    /**
     * How the table is read.
     *
     * @param column that holds labels or targets: a name in the header, or a number from 1
     * @param header whether the first row is one; empty to tell by its cells
     */
    public record Columns(Kind kind, String column, Optional<Boolean> header, char separator) {}

    private final Path file;
    private final Optional<Path> testFile;
    private final double testShare;
    private final Columns columns;
    private final int[] input;
    private final int classes;

    private CsvSource(Path file, Optional<Path> testFile, double testShare, Columns columns, int[] input, int classes) {
        this.file = file;
        this.testFile = testFile;
        this.testShare = testShare;
        this.columns = columns;
        this.input = input;
        this.classes = classes;
    }

    /**
     * @param testFile with the test rows; else they are {@code testShare} of the others
     * @param input extents of the network's input, which rows of as many features take
     * @param classes that the network can tell
     */
    public static CsvSource of(
            Path file, Optional<Path> testFile, double testShare, Columns columns, int[] input, int classes) {
        return new CsvSource(file, testFile, testShare, columns, input, classes);
    }

    @Override
    public Dataset training(int limit) throws IOException {
        CsvTable table = read(file);
        Dataset all = dataset(table, table);
        Dataset kept = testFile.isPresent() ? all : all.select(Draw.without(all.size(), Draw.test(all.size(), testShare)));
        return kept.size() <= limit ? kept : kept.select(Draw.first(limit));
    }

    @Override
    public Dataset test() throws IOException {
        CsvTable table = read(file);
        if (testFile.isPresent()) return dataset(read(testFile.get()), table);
        Dataset all = dataset(table, table);
        return all.select(Draw.test(all.size(), testShare));
    }

    private CsvTable read(Path of) throws IOException {
        return CsvTable.read(of, columns.column(), columns.header(), columns.separator());
    }

    /** @param naming the table whose labels are the classes */
    private Dataset dataset(CsvTable table, CsvTable naming) throws DataException {
        float[][] features = table.features().toArray(float[][]::new);
        int expected = naming.features().getFirst().length;
        if (features[0].length != expected) {
            throw new DataException(DataException.Kind.MISFIT, table.file(), "expected " + expected + " features, as in " + naming.file()
                    + ", found " + features[0].length);
        }
        return new Dataset(Samples.ofFloats(features, SampleExtents.ofNumbers(expected, input)), targets(table, naming));
    }

    private Targets targets(CsvTable table, CsvTable naming) throws DataException {
        return switch (columns.kind()) {
            case TARGET -> new Targets.Values(table.targets(), new int[] {1});
            case LABEL -> {
                if (naming.hasNumbers()) yield new Targets.Classes(table.numbered(classes), classes);
                List<String> names = naming.names();
                yield new Targets.Classes(table.named(names), names.size());
            }
        };
    }
}
