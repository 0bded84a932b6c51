package org.cnnc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.cnnc.cli.sweep.SweepLog;
import org.cnnc.cli.sweep.Trial;
import org.cnnc.cli.sweep.TrialResult;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.source.SourceText;
import org.cnnc.compiler.source.Span;
import org.cnnc.runtime.VectorChoice;
import org.cnnc.train.DataException;
import org.cnnc.train.DivergenceException;
import org.cnnc.train.Normalization;
import org.cnnc.train.Split;

/** Trains the trials of a sweep one after the other, each in a folder of its own, and keeps the log. */
final class SweepRuns {
    private static final double NANOS = 1e-9;

    private final TrialModels models;
    private final DataOption dataOption;
    private final VectorChoice vector;
    private final int threads;

    /** What the split at hand was loaded for: trials in a row mostly have the same. */
    private List<Object> splitKey = List.of();
    private Split split;
    private Training current;
    private boolean stopping;

    /** @param dataOption what {@code --data} says */
    SweepRuns(TrialModels models, DataOption dataOption, VectorChoice vector, int threads) {
        this.models = models;
        this.dataOption = dataOption;
        this.vector = vector;
        this.threads = threads;
    }

    /**
     * Demands data that trials can be ranked by.
     *
     * @throws Failure if there are no validation samples, said on the terminal's err
     */
    void requireValidation(Trial trial, Terminal terminal) throws IOException {
        ModelArguments.Loaded loaded = models.load(trial);
        TypedGraph graph = loaded.model().graph();
        TrainingData source = data(loaded);
        if (split(graph, source).validation().size() > 0) return;
        Span data = new Span(new SourceText(source.name(), ""), 0, 0);
        DiagnosticsOutput.print(
                List.of(Diagnostic.error(Code.CNN4072, data, "trials are ranked by what they achieve on validation samples, and there are none")
                        .advice("`validation = 1000` in the `data` of the train section sets as many apart; so does --set"
                                + " train.data.validation=1000")),
                terminal, false);
        throw Failure.said();
    }

    /**
     * Demands that a trial that has ended was of this model and these settings.
     *
     * @throws Failure that lists what differs
     */
    void requireSame(Trial trial, Path folder) throws IOException {
        ModelArguments.Loaded loaded = models.load(trial);
        TypedGraph graph = loaded.model().graph();
        TrainingData data = data(loaded);
        RunConfig.of(graph, loaded.file(), loaded.set().texts(), data, Normalization.NONE, vector.target().bits(), List.of())
                .requireSameModel(folder);
    }

    /** Ends after the batch at hand; any thread may call it. */
    synchronized void stop() {
        stopping = true;
        if (current != null) current.stop();
    }

    /** The next training becomes the one at hand, unless all is to end. */
    private synchronized boolean takes(Training next) {
        if (!stopping) current = next;
        return !stopping;
    }

    /**
     * Trains those that are not in the log yet.
     *
     * @param told of each trial that ends
     * @return whether all have ended
     */
    boolean train(
            List<Trial> trials, RunGroup group, SweepLog log, Function<Trial, Training.Listeners> listeners,
            Consumer<TrialResult> told) throws IOException {
        List<Integer> ended = log.results().stream().map(TrialResult::trial).toList();
        for (Trial trial : trials) {
            if (ended.contains(trial.number())) continue;
            Optional<TrialResult> result = train(trial, group.part(trial.number()), listeners.apply(trial));
            if (result.isEmpty()) return false;
            log.append(result.get());
            told.accept(result.get());
        }
        return true;
    }

    /** Empty if it was stopped. */
    private Optional<TrialResult> train(Trial trial, Path folder, Training.Listeners listeners) throws IOException {
        long start = System.nanoTime();
        try {
            ModelArguments.Loaded loaded = models.load(trial);
            TypedGraph graph = loaded.model().graph();
            TrainingData data = data(loaded);
            Split own = split(graph, data);
            if (own.validation().size() == 0) return Optional.of(failed(trial, "refused", "no validation samples"));
            TrainingTask task = TrainingTask.of(loaded, data, own, vector, threads);
            Training training = Training.beginOrResume(task, folder, listeners);
            if (!takes(training)) return Optional.empty();
            Training.Outcome outcome = training.outcome();
            if (outcome.stopped()) return Optional.empty();
            return Optional.of(new TrialResult.Trained(
                    trial.number(), trial.values(), outcome.epoch(), outcome.accuracy(), outcome.loss(),
                    outcome.test().accuracy(), outcome.test().loss(), (System.nanoTime() - start) * NANOS));
        } catch (DivergenceException e) {
            return Optional.of(failed(trial, "diverged", firstLine(e)));
        } catch (DataException e) {
            if (e.kind() == DataException.Kind.MISSING || e.kind() == DataException.Kind.DAMAGED) throw e;
            return Optional.of(failed(trial, "refused", firstLine(e)));
        }
    }

    private static String firstLine(Exception e) {
        return e.getMessage().lines().findFirst().orElse("");
    }

    private static TrialResult failed(Trial trial, String how, String why) {
        return new TrialResult.Failed(trial.number(), trial.values(), how, why);
    }

    private TrainingData data(ModelArguments.Loaded loaded) throws IOException {
        return TrainingData.of(loaded.model().graph(), dataOption.besides(loaded.file()), dataOption.path());
    }

    private Split split(TypedGraph graph, TrainingData data) throws IOException {
        List<Object> key = List.of(
                graph.training().flatMap(section -> section.data()), graph.training().map(section -> section.seed()),
                graph.inputs().stream().map(input -> input.type().shape().toString()).toList(),
                graph.outputs().values().stream().map(output -> output.type().shape().toString()).toList());
        if (!Objects.equals(key, splitKey)) {
            // The last one is let go before the next takes its memory.
            split = null;
            split = data.load();
            splitKey = key;
        }
        return split;
    }
}
