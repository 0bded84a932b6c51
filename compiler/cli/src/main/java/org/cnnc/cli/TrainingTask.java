package org.cnnc.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.graph.TrainSpec;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.link.CompiledModel;
import org.cnnc.compiler.shape.CheckedModel;
import org.cnnc.runtime.VectorChoice;
import org.cnnc.train.Split;
import org.cnnc.train.TrainingSettings;

/**
 * What is trained and on what: all that the runs of one training have in common.
 *
 * @param loaded the model, its file and what was set from outside
 * @param compiled the model for this JVM
 * @param data where the split is from
 * @param threads that compute; the result does not depend on them
 * @param parts what a run is among others, the whole before its part; empty for one that stands by itself
 */
record TrainingTask(
        ModelArguments.Loaded loaded, CompiledModel compiled, TrainingData data, Split split, VectorChoice vector,
        int threads, List<Part> parts) {
    TrainingTask {
        parts = List.copyOf(parts);
    }

    /** Compiles the model. */
    static TrainingTask of(
            ModelArguments.Loaded loaded, TrainingData data, Split split, VectorChoice vector, int threads) {
        CompiledModel compiled = Compilation.forThisJvm(loaded.model().graph(), vector.target());
        return new TrainingTask(loaded, compiled, data, split, vector, threads, List.of());
    }

    /**
     * The model's train section.
     *
     * @throws Failure if it has none
     */
    static TrainSpec section(TypedGraph graph) {
        return graph.training().orElseThrow(() -> Failure.input("model " + graph.name()
                + " has no train section; add one, such as `train " + graph.name()
                + " { data mnist; loss cross_entropy; optimizer sgd(lr = 0.1) }`"));
    }

    CheckedModel model() {
        return loaded.model();
    }

    TypedGraph graph() {
        return model().graph();
    }

    TrainSpec section() {
        return section(graph());
    }

    /** What the run's randomness depends on: the part's seed, or the section's. */
    long seed() {
        return parts.isEmpty() ? section().seed() : parts.getLast().seed();
    }

    /** The same on other data. */
    TrainingTask split(Split other) {
        return new TrainingTask(loaded, compiled, data, other, vector, threads, parts);
    }

    /** The same as one of several runs. */
    TrainingTask part(String kind, int number, int count, long seed) {
        List<Part> longer = new ArrayList<>(parts);
        longer.add(new Part(kind, number, count, seed));
        return new TrainingTask(loaded, compiled, data, split, vector, threads, longer);
    }

    /** What a run is made of besides network and data. */
    TrainingSettings settings() {
        return SectionSettings.of(section(), seed(), threads);
    }

    /** What a run's folder keeps of it. */
    RunConfig config() throws IOException {
        return RunConfig.of(
                graph(), loaded.file(), loaded.set().texts(), data, split.normalization(), vector.target().bits(),
                parts);
    }
}
