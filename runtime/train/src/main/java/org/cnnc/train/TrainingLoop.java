package org.cnnc.train;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cnnc.runtime.Network;
import org.cnnc.runtime.Signature;
import org.cnnc.runtime.TensorInfo;
import org.cnnc.runtime.Trainer;
import org.cnnc.train.augment.Batch;
import org.cnnc.train.schedule.LearningRate;
import org.cnnc.train.schedule.Plateau;

/**
 * Trains a network, epoch by epoch: all training samples once in a random order, then the validation
 * samples. The best weights, as the settings' {@link Monitor} tells them, are kept and stand in the network at the
 * end; without validation samples they are the last. The same network, data and settings give the same bits
 * at any number of threads and after any stop and resumption.
 */
public final class TrainingLoop {
    private static final double NANOS = 1e-9;

    private final Network network;
    private final Split data;
    private final TrainingSettings settings;
    private final TrainingListener listener;
    private final Optional<RunDirectory> directory;
    private final BatchSampler sampler;
    private final LearningRate.Length length;
    private final Best best;
    private final DivergenceCheck divergence;

    private Plateau.State plateau = Plateau.State.NONE;
    private boolean warned;
    private volatile boolean stopping;

    /**
     * @param directory where the run is kept; empty to keep it in memory only
     * @throws DataException if the data does not fit the network, or has nothing to watch what is to be watched by
     */
    public TrainingLoop(
            Network network, Split data, TrainingSettings settings, TrainingListener listener,
            Optional<RunDirectory> directory) throws DataException {
        this.network = network;
        this.data = data;
        this.settings = settings;
        this.listener = listener;
        this.directory = directory;
        Signature signature = network.signature();
        checkShape(signature, data.train());
        checkValidation();
        sampler = new BatchSampler(
                data.train(), settings.batch(), signature.outputs().getFirst().size(), settings.seed(),
                data.order(), settings.augmentations(), data.normalization());
        int last = sampler.lastBatchSize();
        if (last < network.leastSamples()) {
            throw new DataException(DataException.Kind.MISFIT, "the last batch of an epoch has " + last + " of " + data.train().size() + " samples, and "
                    + signature.name() + " normalises over the batch, which takes " + network.leastSamples()
                    + " or more; take another batch than " + settings.batch() + ", or another limit of the data");
        }
        length = new LearningRate.Length(settings.epochs(), sampler.batches());
        best = new Best(settings.monitor(), network.parameters());
        divergence = new DivergenceCheck(signature, settings.rate());
    }

    private static void checkShape(Signature signature, Dataset train) throws DataException {
        TensorInfo input = signature.inputs().getFirst();
        boolean fits = signature.inputs().size() == 1
                && (Arrays.equals(input.shape(), train.shape()) || input.shape().length == 1)
                && input.size() == train.sampleSize();
        if (!fits) {
            throw new DataException(DataException.Kind.MISFIT, "the data has samples of " + Dataset.extents(train.shape()) + ", "
                    + signature.name() + " takes "
                    + signature.inputs().stream().map(TensorInfo::toString).collect(Collectors.joining(" and ")) + "; change the input or the data's pad");
        }
        if (train.size() == 0) throw new DataException(DataException.Kind.EMPTY, "there are no training samples");
    }

    private void checkValidation() throws DataException {
        if (data.validation().size() > 0) return;
        Optional<String> watcher = settings.earlyStop().isPresent() ? Optional.of("early_stop")
                : settings.rate().schedule() instanceof Plateau ? Optional.of("the schedule plateau") : Optional.empty();
        if (watcher.isEmpty()) return;
        throw new DataException(DataException.Kind.MISFIT, watcher.get()
                + " watches the validation samples, and there are none; give the data a validation");
    }

    /** Ends the run after the batch at hand; any thread may call it. The epoch at hand is lost. */
    public void stop() {
        stopping = true;
    }

    /**
     * Trains.
     *
     * @throws DivergenceException if the run diverges; the network then has the best weights so far
     * @throws IOException if the run's folder cannot be read or written
     */
    public TrainingResult run() throws IOException, DivergenceException {
        long start = System.nanoTime();
        try (Trainer trainer = network.trainer(settings.seed(), settings.threads());
                Evaluator evaluator = new Evaluator(network, settings.threads(), settings.topK())) {
            settings.hyper().forEach(trainer::set);
            int done = begin(trainer);
            Epochs epochs = new Epochs(trainer, evaluator);
            while (done < settings.epochs() && !stopping && !endsEarly(done)) {
                Optional<EpochResult> result = epochs.run(done + 1);
                if (result.isEmpty()) break;
                done++;
                listener.epochDone(result.get());
            }
            best.copyTo(network.parameters());
            TrainingResult result = result(done, evaluator, start);
            listener.done(result);
            return result;
        } catch (DivergenceException e) {
            best.copyTo(network.parameters());
            throw e;
        } finally {
            listener.ended();
        }
    }

    private boolean endsEarly(int done) {
        return settings.earlyStop().filter(stop -> done - best.score().epoch() >= stop.patience()).isPresent();
    }

    private TrainingResult result(int done, Evaluator evaluator, long start) throws DataException {
        TrainingResult.End end = done == settings.epochs() ? TrainingResult.End.LAST_EPOCH
                : endsEarly(done) ? TrainingResult.End.EARLY_STOP : TrainingResult.End.INTERRUPTED;
        Metrics test = end == TrainingResult.End.INTERRUPTED
                ? Metrics.none()
                : evaluator.evaluate(data.test());
        Best.Score score = best.score();
        return new TrainingResult(
                done, score.epoch(), score.accuracy(), score.loss(), end, test, (System.nanoTime() - start) * NANOS);
    }

    /** Takes up the run's checkpoint, or writes the first, and returns the epochs done before. */
    private int begin(Trainer trainer) throws IOException {
        if (directory.isEmpty()) return 0;
        RunDirectory run = directory.get();
        if (!run.isResumed()) {
            checkpoint(0, trainer).write(network.signature(), run.checkpoint());
            return 0;
        }
        Checkpoint last = Checkpoint.read(network.signature(), trainer.state().length, run.checkpoint());
        Checkpoint.Progress progress = last.progress();
        if (progress.seed() != settings.seed() || progress.batch() != settings.batch()) {
            throw new RunDirectoryException(run.checkpoint() + ": was written with seed " + progress.seed()
                    + " and batch " + progress.batch() + ", this run has seed " + settings.seed() + " and batch "
                    + settings.batch() + "; resume with those, or start a new run");
        }
        if (progress.epoch() > settings.epochs()) {
            throw new RunDirectoryException(run.checkpoint() + ": the run has done " + progress.epoch() + " epochs, more than the "
                    + settings.epochs() + " that it is to have; ask for " + progress.epoch() + " or more, or start a new run");
        }
        System.arraycopy(last.parameters(), 0, network.parameters(), 0, last.parameters().length);
        trainer.restore(progress.steps(), last.state());
        best.restore(progress.best(), last.best());
        divergence.restore(progress.firstLoss());
        plateau = progress.plateau();
        int lines = run.keepHistory(progress.epoch());
        if (lines < progress.epoch()) {
            listener.warning(run.history() + " has " + lines + " lines for " + progress.epoch()
                    + " epochs; those of the others are lost");
        }
        return progress.epoch();
    }

    private Checkpoint checkpoint(int epoch, Trainer trainer) {
        return new Checkpoint(
                new Checkpoint.Progress(epoch, trainer.steps(), best.score(), divergence.firstLoss(), plateau,
                        settings.seed(), settings.batch()),
                network.parameters(), best.weights(), trainer.state());
    }

    /** @param better whether the epoch's weights are the best so far */
    private record Judgement(Metrics validation, boolean better) {}

    /** The epochs of one call. */
    private final class Epochs {
        private final Trainer trainer;
        private final Evaluator evaluator;
        private final AveragedWeights weights;
        private final double base;

        Epochs(Trainer trainer, Evaluator evaluator) {
            this.trainer = trainer;
            this.evaluator = evaluator;
            weights = new AveragedWeights(network, trainer);
            base = trainer.hyper().get("lr");
        }

        /** One epoch, or nothing if it was stopped. */
        Optional<EpochResult> run(int epoch) throws IOException, DivergenceException {
            long start = System.nanoTime();
            double rate = Double.NaN;
            double sum = 0;
            long seen = 0;
            sampler.shuffle(epoch);
            try (BatchFeed feed = BatchFeed.of(sampler)) {
                for (int b = 0; b < sampler.batches(); b++) {
                    if (stopping) return Optional.empty();
                    Batch batch = feed.next();
                    rate = setRate(epoch, b);
                    float batchLoss = trainer.step(batch.inputs(), batch.targets(), batch.count());
                    divergence.check(at(epoch, b, rate), batchLoss);
                    sum += (double) batchLoss * batch.count();
                    seen += batch.count();
                    listener.batchDone(progress(epoch, b + 1, batchLoss, seen, (System.nanoTime() - start) * NANOS));
                }
            }
            double speed = seen / ((System.nanoTime() - start) * NANOS);
            divergence.check(at(epoch, sampler.batches() - 1, rate), network.parameters());
            Judgement judgement = judge(epoch, rate);
            Metrics validation = judgement.validation();
            EpochResult result = new EpochResult(
                    epoch, sum / seen, validation, rate, speed, (System.nanoTime() - start) * NANOS, judgement.better());
            if (settings.rate().schedule() instanceof Plateau schedule) plateau = schedule.after(plateau, validation.loss());
            keep(result);
            warnUnlessLearning(result);
            return Optional.of(result);
        }

        /** Validates and keeps the epoch's weights, or their mean where one is kept. */
        private Judgement judge(int epoch, double rate) throws IOException, DivergenceException {
            return weights.during(() -> {
                Metrics validation = evaluator.evaluate(data.validation());
                divergence.check(at(epoch, sampler.batches() - 1, rate), validation);
                return new Judgement(validation, best.offer(epoch, validation, network.parameters()));
            });
        }

        private double setRate(int epoch, int batch) {
            double rate = settings.rate().at(base, length, epoch - 1, batch, plateau.reductions());
            trainer.set("lr", rate);
            return rate;
        }

        private DivergenceCheck.Place at(int epoch, int batch, double rate) {
            return new DivergenceCheck.Place(epoch, batch + 1, rate, best.score().epoch());
        }

        private void keep(EpochResult result) throws IOException {
            if (directory.isEmpty()) return;
            RunDirectory run = directory.get();
            run.append(result);
            if (result.best()) run.saveWeights(network.signature(), best.weights());
            Checkpoint checkpoint = checkpoint(result.epoch(), trainer);
            if (settings.kept().isPresent()) {
                KeptCheckpoints kept = settings.kept().get();
                boolean due = result.epoch() % kept.every() == 0;
                if (due) checkpoint.write(network.signature(), run.checkpoint(result.epoch()));
                checkpoint.write(network.signature(), run.checkpoint());
                if (due) run.dropCheckpoints(result.epoch(), kept.keep());
            } else {
                checkpoint.write(network.signature(), run.checkpoint());
            }
        }
    }

    private TrainingListener.Progress progress(int epoch, int batch, float batchLoss, long seen, double seconds) {
        double rate = seen / Math.max(seconds, NANOS);
        double left = (double) (settings.epochs() - epoch + 1) * data.train().size() - seen;
        return new TrainingListener.Progress(
                epoch, settings.epochs(), batch, sampler.batches(), batchLoss, rate, left / rate);
    }

    /** Not while the warm-up still holds the rate down. */
    private void warnUnlessLearning(EpochResult result) {
        if (warned || result.epoch() <= settings.rate().warmup()) return;
        Optional<String> warning = LearningCheck.warning(result, (long) result.epoch() * sampler.batches(), divergence.firstLoss());
        warned = warning.isPresent();
        warning.ifPresent(listener::warning);
    }
}
