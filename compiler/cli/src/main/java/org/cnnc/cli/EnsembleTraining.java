package org.cnnc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cnnc.runtime.CounterRandom;
import org.cnnc.runtime.Network;
import org.cnnc.train.DataException;
import org.cnnc.train.DivergenceException;
import org.cnnc.train.Ensemble;
import org.cnnc.train.Evaluator;
import org.cnnc.train.Metrics;
import org.cnnc.train.RunDirectory;
import org.cnnc.train.TrainingResult;

/**
 * An ensemble: networks of the same model and data and of seeds of their own, trained one after the other, each in a
 * folder of its own.
 */
final class EnsembleTraining implements Training {
    /** Separates the members' seeds from other uses of the section's. */
    private static final long MEMBERS = 0x6D656D62657273L;

    private static final int SIGN_AND_UPPER_HALF = 33;
    private static final double NANOS = 1e-9;

    private final TrainingTask task;
    private final RunGroup group;
    private final Listeners listeners;
    private TrainingRun current;
    private boolean stopping;

    private EnsembleTraining(TrainingTask task, RunGroup group, Listeners listeners) {
        this.task = task;
        this.group = group;
        this.listeners = listeners;
    }

    /**
     * How it ended.
     *
     * @param members of those that were trained, in order
     * @param validation of all together, on the validation samples
     * @param test of all together, on the test samples; without samples if it was stopped
     * @param seconds of this training
     */
    record Result(List<TrainingResult> members, boolean stopped, Metrics validation, Metrics test, double seconds) {
        Result {
            members = List.copyOf(members);
        }
    }

    static EnsembleTraining begin(TrainingTask task, Path folder, Listeners listeners) throws IOException {
        boolean makesFolder = !Files.exists(folder);
        RunGroup group = RunGroup.create(folder, RunGroup.MEMBER);
        EnsembleTraining training = new EnsembleTraining(task, group, listeners);
        task.config().write(folder);
        try {
            training.current = training.member(1);
        } catch (DataException misfit) {
            RunConfig.remove(folder);
            if (makesFolder) Files.delete(folder);
            throw misfit;
        }
        return training;
    }

    static EnsembleTraining resume(TrainingTask task, Path folder, Listeners listeners) throws IOException {
        EnsembleTraining training =
                new EnsembleTraining(task, new RunGroup(folder, RunGroup.MEMBER), listeners);
        task.config().requireSame(folder);
        task.config().write(folder);
        training.current = training.member(1);
        return training;
    }

    /** Makes ready what has begun to go on, and what has not to begin. */
    private TrainingRun member(int number) throws IOException {
        TrainingTask member = task.part(RunGroup.MEMBER, number, count(), seed(number));
        Path folder = group.part(number);
        return Files.exists(folder.resolve(RunDirectory.CONFIG))
                ? TrainingRun.resume(member, folder, listeners.apply(member))
                : TrainingRun.begin(member, folder, listeners.apply(member));
    }

    /** A seed that {@code --seed} can be given, too. */
    private long seed(int number) {
        return CounterRandom.derive(CounterRandom.derive(task.seed(), MEMBERS), number) >>> SIGN_AND_UPPER_HALF;
    }

    int count() {
        return (int) task.section().ensemble().orElseThrow().arguments().values().get("n");
    }

    RunGroup group() {
        return group;
    }

    @Override
    public Path folder() {
        return group.folder();
    }

    @Override
    public synchronized void stop() {
        stopping = true;
        current.stop();
    }

    /** The next member becomes the one at hand, unless all is to end. */
    private synchronized boolean takes(TrainingRun next) {
        if (!stopping) current = next;
        return !stopping;
    }

    @Override
    public Outcome outcome() throws IOException, DivergenceException {
        Result result = train();
        return new Outcome(
                result.stopped(), 0, result.validation().accuracy(), result.validation().loss(), result.test());
    }

    /** Trains all members, and measures them together. */
    Result train() throws IOException, DivergenceException {
        long start = System.nanoTime();
        List<TrainingResult> members = new ArrayList<>();
        List<float[]> parameters = new ArrayList<>();
        for (int number = 1; number <= count(); number++) {
            if (number > 1 && !takes(member(number))) return stopped(members, start);
            TrainingResult result = train(number);
            if (result.stopped()) return stopped(members, start);
            members.add(result);
            parameters.add(current.network().parameters().clone());
        }
        Network network = task.compiled().initialize(task.seed());
        Ensemble all = Ensemble.ofEvaluation(
                network, parameters, ModelLoss.averagingOfWhatTheLossReads(task.graph()), task.threads());
        try (Evaluator evaluator = new Evaluator(all, network.measure(1), task.settings().topK())) {
            return new Result(
                    members, false, evaluator.evaluate(task.split().validation()),
                    evaluator.evaluate(task.split().test()), (System.nanoTime() - start) * NANOS);
        }
    }

    private TrainingResult train(int number) throws IOException, DivergenceException {
        try {
            return current.train();
        } catch (DivergenceException e) {
            throw e.of("member " + number + " of " + count());
        }
    }

    private static Result stopped(List<TrainingResult> members, long start) {
        Metrics none = Metrics.none();
        return new Result(members, true, none, none, (System.nanoTime() - start) * NANOS);
    }
}
