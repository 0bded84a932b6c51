package org.cnnc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.cnnc.compiler.graph.TrainSpec;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.training.Setting;
import org.cnnc.train.DataException;
import org.cnnc.train.Dataset;
import org.cnnc.train.Normalization;
import org.cnnc.train.Order;
import org.cnnc.train.Split;
import org.cnnc.train.data.DataOptions;
import org.cnnc.train.data.Folds;
import org.cnnc.train.data.Resize;
import org.cnnc.train.data.Source;

/**
 * The data that a model is trained and measured on: what its train section says, or what {@code --data} gives in its
 * place.
 *
 * @param name for people
 * @param resize what becomes of images of other extents than the input's
 */
record TrainingData(String name, Source source, DataOptions options, Resize resize) {
    /**
     * @param besides a file that the paths of the train section are relative to
     * @param path a file or folder in place of the train section's
     */
    static TrainingData of(TypedGraph graph, Path besides, Optional<Path> path) throws IOException {
        Optional<TrainSpec> training = graph.training();
        Optional<Setting> inFile = training.flatMap(TrainSpec::data);
        if (inFile.isEmpty() && path.isEmpty()) {
            throw Failure.input("model " + graph.name() + " has no train section that names its data; add one, such as"
                    + " `train " + graph.name() + " { data mnist }`, or give --data SRC");
        }
        Setting setting = path.isPresent() ? DataPath.source(path.get(), inFile) : inFile.orElseThrow();
        Map<String, Object> arguments = setting.arguments().values();
        DataOptions options = new DataOptions(
                count(arguments, "pad"), Boolean.TRUE.equals(arguments.get("normalize")),
                count(arguments, "validation"), count(arguments, "limit"), training.map(TrainSpec::seed).orElse(0L),
                Boolean.FALSE.equals(arguments.get("shuffle")) ? Order.AS_GIVEN : Order.SHUFFLED);
        ConfiguredSource configured = new ConfiguredSource(graph, besides, setting);
        String name = path.map(Path::toString).orElseGet(configured::place);
        return new TrainingData(name, configured.source(), options, configured.resize());
    }

    private static int count(Map<String, Object> arguments, String name) {
        return arguments.get(name) instanceof Integer count ? count : 0;
    }

    /** All three splits. */
    Split load() throws IOException {
        return named(() -> source.load(options));
    }

    /** The training samples dealt into folds. */
    Folds folds(int count) throws IOException {
        return named(() -> Folds.of(source, options, count));
    }

    /** The test split, prepared as the training split of these weights was. */
    Dataset test(TrainedWeights weights) throws IOException {
        Normalization trained = weights.normalization(this);
        return named(() -> source.test(options.pad(), trained));
    }

    /** What is wrong with these data as a whole is said of them by their name. */
    <T> T named(Reading<T> reading) throws IOException {
        try {
            return reading.get();
        } catch (DataException e) {
            throw e.at(name);
        }
    }

    /** Reads these data, or holds them against a model. */
    @FunctionalInterface
    interface Reading<T> {
        T get() throws IOException;
    }

    /**
     * What the training did to its pixels: as the run's configuration beside the weights tells, else by the
     * training split as it is now.
     */
    Normalization normalization(Path weights) throws IOException {
        if (!options.normalize()) return Normalization.NONE;
        Optional<Normalization> recorded = RunConfig.normalizationBeside(weights);
        return recorded.isPresent() ? recorded.get() : load().normalization();
    }
}
