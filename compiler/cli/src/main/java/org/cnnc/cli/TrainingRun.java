package org.cnnc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.cnnc.runtime.Network;
import org.cnnc.train.DataException;
import org.cnnc.train.DivergenceException;
import org.cnnc.train.RunDirectory;
import org.cnnc.train.TrainingListener;
import org.cnnc.train.TrainingLoop;
import org.cnnc.train.TrainingResult;
import org.cnnc.train.TrainingSettings;

/** One network that is trained in a folder of its own. */
final class TrainingRun implements Training {
    private final RunDirectory directory;
    private final Network network;
    private final TrainingSettings settings;
    private final TrainingLoop loop;

    private TrainingRun(RunDirectory directory, Network network, TrainingSettings settings, TrainingLoop loop) {
        this.directory = directory;
        this.network = network;
        this.settings = settings;
        this.loop = loop;
    }

    /**
     * A run that begins.
     *
     * @param folder made where it is missing
     * @throws org.cnnc.train.RunDirectoryException if the folder holds a run already
     * @throws DataException if the data does not fit the network; a folder that was made is gone again
     */
    static TrainingRun begin(TrainingTask task, Path folder, TrainingListener listener) throws IOException {
        RunGroup.requireNone(folder);
        boolean makesFolder = !Files.exists(folder);
        RunDirectory directory = RunDirectory.create(folder);
        try {
            return of(task, directory, listener);
        } catch (DataException misfit) {
            if (makesFolder) Files.delete(folder);
            throw misfit;
        }
    }

    /**
     * A run that goes on from its last checkpoint.
     *
     * @throws org.cnnc.train.RunDirectoryException if the folder holds none
     * @throws Failure if it is another model's, or one of other settings
     */
    static TrainingRun resume(TrainingTask task, Path folder, TrainingListener listener) throws IOException {
        RunDirectory directory = RunDirectory.resume(folder);
        String difference = task.config().requireSame(folder);
        if (!difference.isEmpty()) listener.warning(difference);
        return of(task, directory, listener);
    }

    private static TrainingRun of(TrainingTask task, RunDirectory directory, TrainingListener listener)
            throws IOException {
        TrainingSettings settings = task.settings();
        Network network = task.compiled().initialize(settings.seed());
        TrainingLoop loop = task.data().named(() -> new TrainingLoop(
                network, task.split(), settings, listener, Optional.of(directory)));
        task.config().write(directory.folder());
        return new TrainingRun(directory, network, settings, loop);
    }

    RunDirectory directory() {
        return directory;
    }

    TrainingSettings settings() {
        return settings;
    }

    /** After training, with the best weights. */
    Network network() {
        return network;
    }

    @Override
    public Path folder() {
        return directory.folder();
    }

    @Override
    public Outcome outcome() throws IOException, DivergenceException {
        TrainingResult result = train();
        return new Outcome(
                result.stopped(), result.bestEpoch(), result.bestAccuracy(), result.bestLoss(), result.test());
    }

    /** Trains to the end, or until {@link #stop}. */
    TrainingResult train() throws IOException, DivergenceException {
        return loop.run();
    }

    @Override
    public void stop() {
        loop.stop();
    }
}
