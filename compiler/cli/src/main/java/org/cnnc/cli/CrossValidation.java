package org.cnnc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cnnc.train.DataException;
import org.cnnc.train.DivergenceException;
import org.cnnc.train.RunDirectory;
import org.cnnc.train.data.Folds;

/**
 * A cross validation: for each fold of the training samples a network, or an ensemble, that is trained on the others
 * and validated on it, in a folder of its own.
 */
final class CrossValidation {
    private static final double NANOS = 1e-9;

    private final TrainingTask task;
    private final Folds folds;
    private final RunGroup group;
    private final Training.Listeners listeners;
    private Training current;
    private boolean stopping;

    private CrossValidation(TrainingTask task, Folds folds, RunGroup group, Training.Listeners listeners) {
        this.task = task;
        this.folds = folds;
        this.group = group;
        this.listeners = listeners;
    }

    /**
     * How it ended.
     *
     * @param folds what came of those that were trained, in order
     * @param seconds of this training
     */
    record Result(List<Training.Outcome> folds, boolean stopped, double seconds) {
        Result {
            folds = List.copyOf(folds);
        }
    }

    /** @param task whose split is that of the first fold */
    static CrossValidation begin(TrainingTask task, Folds folds, Path folder, Training.Listeners listeners)
            throws IOException {
        boolean makesFolder = !Files.exists(folder);
        RunGroup group = RunGroup.create(folder, RunGroup.FOLD);
        CrossValidation validation = new CrossValidation(task, folds, group, listeners);
        validation.config().write(folder);
        try {
            validation.current = validation.fold(1);
        } catch (DataException misfit) {
            RunConfig.remove(folder);
            if (makesFolder) Files.delete(folder);
            throw misfit;
        }
        return validation;
    }

    /** @param task whose split is that of the first fold */
    static CrossValidation resume(TrainingTask task, Folds folds, Path folder, Training.Listeners listeners)
            throws IOException {
        if (!Files.exists(folder.resolve(RunDirectory.CONFIG))) {
            throw Failure.usage(folder + " holds no cross validation to resume; leave out --resume to start a new one");
        }
        CrossValidation validation =
                new CrossValidation(task, folds, new RunGroup(folder, RunGroup.FOLD), listeners);
        validation.config().requireSame(folder);
        validation.config().write(folder);
        validation.current = validation.fold(1);
        return validation;
    }

    /** Of the whole; the folds differ in their normalisation. */
    private RunConfig config() throws IOException {
        return task.config().folds(folds.count());
    }

    private Training fold(int number) throws IOException {
        TrainingTask own = task.split(folds.split(number)).part(RunGroup.FOLD, number, folds.count(), task.seed());
        return Training.beginOrResume(own, group.part(number), listeners);
    }

    int count() {
        return folds.count();
    }

    RunGroup group() {
        return group;
    }

    synchronized void stop() {
        stopping = true;
        current.stop();
    }

    /** The next training becomes the one at hand, unless all is to end. */
    private synchronized boolean takes(Training next) {
        if (!stopping) current = next;
        return !stopping;
    }

    /** Trains on all folds but one, for each of them. */
    Result train() throws IOException, DivergenceException {
        long start = System.nanoTime();
        List<Training.Outcome> outcomes = new ArrayList<>();
        for (int number = 1; number <= count(); number++) {
            if (number > 1 && !takes(fold(number))) return new Result(outcomes, true, (System.nanoTime() - start) * NANOS);
            Training.Outcome outcome = outcome(number);
            if (outcome.stopped()) return new Result(outcomes, true, (System.nanoTime() - start) * NANOS);
            outcomes.add(outcome);
        }
        return new Result(outcomes, false, (System.nanoTime() - start) * NANOS);
    }

    private Training.Outcome outcome(int number) throws IOException, DivergenceException {
        try {
            return current.outcome();
        } catch (DivergenceException e) {
            throw e.of("fold " + number + " of " + count());
        }
    }
}
