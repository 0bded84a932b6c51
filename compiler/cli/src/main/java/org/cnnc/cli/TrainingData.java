package org.cnnc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.cnnc.compiler.graph.TrainSpec;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.training.Setting;
import org.cnnc.train.DataOptions;
import org.cnnc.train.Dataset;
import org.cnnc.train.MnistSource;
import org.cnnc.train.Normalization;
import org.cnnc.train.Split;

/**
 * The data that a model is trained and measured on: what its train section says, or a folder given by
 * {@code --data} in its place.
 *
 * @param name for people
 */
record TrainingData(String name, MnistSource source, DataOptions options) {
    private static final String MNIST = "mnist";
    private static final String IDX = "idx";

    /**
     * @param modelFile what the train section's paths are relative to
     * @param folder what {@code --data} gave
     */
    static TrainingData of(TypedGraph graph, Path modelFile, Optional<Path> folder) {
        Optional<TrainSpec> training = graph.training();
        if (training.isEmpty() && folder.isEmpty()) {
            throw Failure.input("model " + graph.name() + " has no train section that names its data; add one, such as"
                    + " `train " + graph.name() + " { data mnist }`, or give --data FOLDER");
        }
        Map<String, Object> arguments = training.flatMap(TrainSpec::data)
                .map(data -> data.arguments().values()).orElse(Map.of());
        if (Boolean.FALSE.equals(arguments.get("shuffle"))) {
            throw Failure.input("`shuffle = false` in the data of model " + graph.name()
                    + ": every epoch has an order of its own; leave it out");
        }
        DataOptions options = new DataOptions(
                count(arguments, "pad"), Boolean.TRUE.equals(arguments.get("normalize")),
                count(arguments, "validation"), count(arguments, "limit"), training.map(TrainSpec::seed).orElse(0L));
        int outputs = (int) graph.outputs().values().iterator().next().type().shape().elements();
        int classes = outputs == 1 ? 2 : outputs;
        if (folder.isPresent()) {
            return new TrainingData(folder.get().toString(), MnistSource.folder(folder.get(), classes), options);
        }
        return switch (training.flatMap(TrainSpec::data).map(Setting::name).orElse("")) {
            case MNIST -> new TrainingData(MNIST, MnistSource.embedded(), options);
            case IDX -> {
                Path beside = modelFile.toAbsolutePath().resolveSibling((String) arguments.get("dir"));
                yield new TrainingData(beside.toString(), MnistSource.folder(beside, classes), options);
            }
            case String other -> throw Failure.input("data source " + other + ": expected mnist or idx here; "
                    + "give --data FOLDER with IDX files");
        };
    }

    private static int count(Map<String, Object> arguments, String name) {
        return arguments.get(name) instanceof Integer count ? count : 0;
    }

    /** All three splits. */
    Split load() throws IOException {
        return source.load(options);
    }

    /** The test split, prepared as the training split of these weights was. */
    Dataset test(TrainedWeights weights) throws IOException {
        return source.test(options.pad(), weights.normalization(this));
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
