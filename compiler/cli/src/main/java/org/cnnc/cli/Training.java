package org.cnnc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.cnnc.train.DivergenceException;
import org.cnnc.train.Metrics;
import org.cnnc.train.RunDirectory;
import org.cnnc.train.TrainingListener;

/** What is trained in a folder, as the train section says: one network, or an ensemble. */
sealed interface Training permits TrainingRun, EnsembleTraining {
    /**
     * What came of it.
     *
     * @param stopped whether it was stopped before its end
     * @param epoch of the best weights; 0 for an ensemble, whose members have one each
     * @param accuracy on the validation samples; NaN where there is none
     * @param loss on the validation samples; NaN where there is none
     * @param test on the test samples; without samples if it was stopped
     */
    record Outcome(boolean stopped, int epoch, double accuracy, double loss, Metrics test) {}

    /** Who is told of the runs of a training: a listener each. */
    interface Listeners extends Function<TrainingTask, TrainingListener> {}

    /**
     * A training that begins.
     *
     * @param folder made where it is missing
     * @throws org.cnnc.train.DataException if the data does not fit; a folder that was made is gone again
     */
    static Training begin(TrainingTask task, Path folder, Listeners listeners) throws IOException {
        return task.section().ensemble().isPresent()
                ? EnsembleTraining.begin(task, folder, listeners)
                : TrainingRun.begin(task, folder, listeners.apply(task));
    }

    /** A training that goes on from where it was ended. */
    static Training resume(TrainingTask task, Path folder, Listeners listeners) throws IOException {
        return task.section().ensemble().isPresent()
                ? EnsembleTraining.resume(task, folder, listeners)
                : TrainingRun.resume(task, folder, listeners.apply(task));
    }

    /** A training that goes on if it had begun in this folder, and begins there if not. */
    static Training beginOrResume(TrainingTask task, Path folder, Listeners listeners) throws IOException {
        return Files.exists(folder.resolve(RunDirectory.CONFIG)) ? resume(task, folder, listeners) : begin(task, folder, listeners);
    }

    Path folder();

    /** Trains to the end, or until {@link #stop}. */
    Outcome outcome() throws IOException, DivergenceException;

    /** Ends it after the batch at hand; any thread may call it. */
    void stop();
}
