package org.cnnc.train.data;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import org.cnnc.runtime.CounterRandom;
import org.cnnc.train.DataException;
import org.cnnc.train.Dataset;
import org.cnnc.train.Shuffle;
import org.cnnc.train.Split;
import org.cnnc.train.Targets;

/**
 * Training samples, dealt by the seed into folds for a cross validation (Stone, 1974): each fold in its turn is what
 * the network is validated on that was trained on all the others. Folds differ by one sample at most, and where
 * targets are classes, each has as many of a class as any other, or one more (stratified).
 */
public final class Folds {
    /** Separates the deal from other uses of the seed. */
    private static final long DEAL = 0x666F6C6473L;

    private final Dataset training;
    private final Dataset test;
    private final DataOptions options;
    private final int[][] folds;

    private Folds(Dataset training, Dataset test, DataOptions options, int[][] folds) {
        this.training = training;
        this.test = test;
        this.options = options;
        this.folds = folds;
    }

    /**
     * Reads the training and the test samples. Samples that the source sets apart for validation are left out.
     *
     * @param options of which {@code validation} does not count: all training samples are dealt
     * @param count how many folds, 2 or more
     * @throws DataException if there are fewer samples than folds
     */
    public static Folds of(Source source, DataOptions options, int count) throws IOException {
        Dataset training = source.training(options.limit() == 0 ? Integer.MAX_VALUE : options.limit());
        if (count > training.size()) {
            throw new DataException(DataException.Kind.MISFIT, training.size() + " training samples cannot be dealt into "
                    + count + " folds; take fewer folds");
        }
        return new Folds(training, source.test(), options, deal(training.targets(), count, options.seed()));
    }

    /** The indices of each fold, in ascending order. */
    static int[][] deal(Targets targets, int count, long seed) {
        int[] order = Shuffle.permutation(targets.size(), CounterRandom.derive(seed, DEAL));
        if (targets instanceof Targets.Classes classes) {
            order = Arrays.stream(order).boxed().sorted(Comparator.comparing(sample -> classes.labels()[sample]))
                    .mapToInt(Integer::intValue).toArray();
        }
        int[][] folds = new int[count][];
        for (int fold = 0; fold < count; fold++) {
            folds[fold] = new int[(targets.size() - fold + count - 1) / count];
            for (int i = 0; i < folds[fold].length; i++) folds[fold][i] = order[fold + i * count];
            Arrays.sort(folds[fold]);
        }
        return folds;
    }

    public int count() {
        return folds.length;
    }

    /**
     * What one of the networks is trained, validated and measured on. The statistics of a normalisation are those of
     * the training samples without the fold.
     *
     * @param number of the fold, from 1
     */
    public Split split(int number) throws DataException {
        int[] fold = folds[number - 1];
        return Source.split(training.select(Draw.without(training.size(), fold)), training.select(fold), test, options);
    }
}
