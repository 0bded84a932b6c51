package org.cnnc.train.data;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.cnnc.train.DataException;
import org.cnnc.train.Dataset;
import org.cnnc.train.Normalization;
import org.cnnc.train.Samples;
import org.cnnc.train.Split;

/** Data as it is on disk, in its parts. {@link #load} makes of it what a network is trained on. */
public interface Source {
    /**
     * Reads what there is to train on, in its own order.
     *
     * @param limit samples at most, the first ones; what lies behind them need not be read
     * @throws DataException if a file is missing or damaged, or does not fit the model
     */
    Dataset training(int limit) throws IOException;

    /** Reads what the source itself sets apart for validation, if anything. */
    default Optional<Dataset> validation() throws IOException {
        return Optional.empty();
    }

    /** Reads what is measured once, at the end. */
    Dataset test() throws IOException;

    /**
     * Reads all parts and prepares them: the validation samples are drawn by the seed, and the statistics of a
     * normalisation are those of the training samples alone.
     */
    default Split load(DataOptions options) throws IOException {
        Dataset all = training(options.limit() == 0 ? Integer.MAX_VALUE : options.limit());
        Optional<Dataset> own = validation();
        if (own.isPresent() && options.validation() > 0) {
            throw new DataException(DataException.Kind.MISFIT, "validation = " + options.validation()
                    + ": the data has validation samples of its own; leave it out");
        }
        if (options.validation() >= all.size()) {
            throw new DataException(DataException.Kind.EMPTY, "validation = " + options.validation() + " leaves nothing of the "
                    + all.size() + " training samples; give a smaller one");
        }
        int[] drawn = Draw.validation(all.size(), options.validation(), options.seed());
        Dataset training = all.select(Draw.without(all.size(), drawn));
        return split(training, own.orElseGet(() -> all.select(drawn)), test(), options);
    }

    /** The parts, prepared; the statistics of a normalisation are those of the training samples. */
    static Split split(Dataset training, Dataset validation, Dataset test, DataOptions options) throws DataException {
        requireShape(validation, "validation", training);
        requireShape(test, "test", training);
        Normalization normalization = options.normalize() ? training.samples().statistics() : Normalization.NONE;
        return new Split(
                prepared(training, options.pad(), normalization),
                prepared(validation, options.pad(), normalization),
                prepared(test, options.pad(), normalization),
                normalization,
                options.order());
    }

    private static void requireShape(Dataset part, String name, Dataset training) throws DataException {
        if (part.size() == 0 || Arrays.equals(part.shape(), training.shape())) return;
        throw new DataException(DataException.Kind.MISFIT, "expected " + name + " samples of "
                + Dataset.extents(training.shape()) + " as the training samples, found " + Dataset.extents(part.shape()));
    }

    /**
     * Reads the test samples alone, prepared.
     *
     * @param pad zeros added to each side
     * @param normalization the training's
     */
    default Dataset test(int pad, Normalization normalization) throws IOException {
        return prepared(test(), pad, normalization);
    }

    private static Dataset prepared(Dataset data, int pad, Normalization normalization) throws DataException {
        SampleExtents.requirePad(data.shape(), pad);
        Samples samples = data.samples().padded(pad);
        if (!normalization.isNone() && normalization.mean().length != samples.shape()[0]) {
            throw new DataException(DataException.Kind.MISFIT, "the data has " + samples.shape()[0]
                    + " channels, the training that is to be repeated had " + normalization.mean().length);
        }
        return new Dataset(samples.normalized(normalization), data.targets());
    }
}
