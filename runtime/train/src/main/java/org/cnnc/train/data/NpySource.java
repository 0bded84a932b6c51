package org.cnnc.train.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.cnnc.train.DataException;
import org.cnnc.train.Dataset;
import org.cnnc.train.Targets;

/**
 * Two arrays of NumPy's: samples, and their classes as whole numbers or their targets as floats. Test samples are in
 * two more files, or a share of the first that is set apart, the same for every seed.
 */
public final class NpySource implements Source {
    private final Pair training;
    private final Optional<Pair> test;
    private final double testShare;
    private final int[] input;
    private final int classes;

    private NpySource(Pair training, Optional<Pair> test, double testShare, int[] input, int classes) {
        this.training = training;
        this.test = test;
        this.testShare = testShare;
        this.input = input;
        this.classes = classes;
    }

    /** Files of samples and of their targets. */
    public record Pair(Path x, Path y) {}

    /**
     * @param test files of the test samples; else {@code testShare} of the others
     * @param input extents of the network's input, which tell what the array's extents mean
     * @param classes that the network can tell
     */
    public static NpySource of(Pair training, Optional<Pair> test, double testShare, int[] input, int classes) {
        return new NpySource(training, test, testShare, input, classes);
    }

    @Override
    public Dataset training(int limit) throws IOException {
        Dataset all = read(training);
        Dataset kept = test.isPresent() ? all : all.select(Draw.without(all.size(), Draw.test(all.size(), testShare)));
        return kept.size() <= limit ? kept : kept.select(Draw.first(limit));
    }

    @Override
    public Dataset test() throws IOException {
        if (test.isPresent()) return read(test.get());
        Dataset all = read(training);
        return all.select(Draw.test(all.size(), testShare));
    }

    private Dataset read(Pair pair) throws IOException {
        NpyRows x = NpyRows.read(pair.x());
        NpyRows y = NpyRows.read(pair.y());
        if (x.rows().length != y.rows().length) {
            throw new DataException(pair.y(), "expected " + x.rows().length + " targets, one for each sample of " + pair.x()
                    + ", found " + y.rows().length);
        }
        Targets targets = y.targets(classes);
        return new Dataset(x.samples(input), targets);
    }
}
