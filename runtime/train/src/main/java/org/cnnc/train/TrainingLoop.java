package org.cnnc.train;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cnnc.runtime.Network;
import org.cnnc.runtime.Session;
import org.cnnc.runtime.Signature;
import org.cnnc.runtime.TensorInfo;
import org.cnnc.runtime.Trainer;
import org.cnnc.train.augment.Batch;

/**
 * Trains a network, epoch by epoch: all training samples once in a random order, then the validation
 * samples. The best weights, by validation accuracy, then loss, are kept and stand in the network at the
 * end; without validation samples they are the last. The same network, data and settings give the same bits
 * at any number of threads and after any stop and resumption.
 */
public final class TrainingLoop {
    /** A loss this many times the first one has run away, even while it is a number. */
    private static final double DIVERGED = 1e4;

    private static final double SMALLEST_FIRST_LOSS = 1e-3;
    private static final double NANOS = 1e-9;

    private final Network network;
    private final Split data;
    private final EvaluationLoss loss;
    private final TrainingSettings settings;
    private final TrainingListener listener;
    private final Optional<RunDirectory> directory;
    private final BatchSampler sampler;

    private float[] best;
    private int bestEpoch;
    private double bestAccuracy = Double.NaN;
    private double bestLoss = Double.NaN;
    private double firstLoss = Double.NaN;
    private boolean warned;
    private volatile boolean stopping;

    /**
     * @param directory where the run is kept; empty to keep it in memory only
     * @throws DataException if the data does not fit the network
     */
    public TrainingLoop(
            Network network, Split data, EvaluationLoss loss, TrainingSettings settings, TrainingListener listener,
            Optional<RunDirectory> directory) throws DataException {
        this.network = network;
        this.data = data;
        this.loss = loss;
        this.settings = settings;
        this.listener = listener;
        this.directory = directory;
        Signature signature = network.signature();
        checkShape(signature, data.train());
        sampler = new BatchSampler(
                data.train(), settings.batch(), signature.outputs().getFirst().size(), settings.seed(),
                settings.augmentations(), data.normalization());
        int last = sampler.lastBatchSize();
        if (last < network.leastSamples()) {
            throw new DataException(DataException.Kind.MISFIT, "the last batch of an epoch has " + last + " of " + data.train().size() + " samples, and "
                    + signature.name() + " normalises over the batch, which takes " + network.leastSamples()
                    + " or more; take another batch than " + settings.batch() + ", or another limit of the data");
        }
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

    /** Ends the run after the batch at hand; any thread may call it. The epoch at hand is lost. */
    public void stop() {
        stopping = true;
    }

    /**
     * Trains.
     *
     * @throws DivergenceException if the loss runs away; the network then has the best weights so far
     * @throws IOException if the run's folder cannot be read or written
     */
    public TrainingResult run() throws IOException, DivergenceException {
        long start = System.nanoTime();
        try (Trainer trainer = network.trainer(settings.seed(), settings.threads());
                Session session = network.session(settings.threads())) {
            settings.hyper().forEach(trainer::set);
            best = network.parameters().clone();
            int done = begin(trainer);
            while (done < settings.epochs() && !stopping) {
                Optional<EpochResult> result = epoch(done + 1, trainer, session);
                if (result.isEmpty()) break;
                done++;
                listener.epochDone(result.get());
            }
            restoreBest();
            boolean stopped = done < settings.epochs();
            Metrics test = stopped
                    ? new Metrics(0, Double.NaN, new int[0][0])
                    : Evaluator.evaluate(session, data.test(), loss);
            TrainingResult result = new TrainingResult(
                    done, bestEpoch, bestAccuracy, bestLoss, stopped, test, (System.nanoTime() - start) * NANOS);
            listener.done(result);
            return result;
        } catch (DivergenceException e) {
            restoreBest();
            throw e;
        } finally {
            listener.ended();
        }
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
        System.arraycopy(last.parameters(), 0, network.parameters(), 0, last.parameters().length);
        trainer.restore(progress.steps(), last.state());
        best = last.best();
        bestEpoch = progress.bestEpoch();
        bestAccuracy = progress.bestAccuracy();
        bestLoss = progress.bestLoss();
        firstLoss = progress.firstLoss();
        run.keepHistory(progress.epoch());
        return progress.epoch();
    }

    private Checkpoint checkpoint(int epoch, Trainer trainer) {
        return new Checkpoint(
                new Checkpoint.Progress(epoch, trainer.steps(), bestEpoch, bestAccuracy, bestLoss, firstLoss,
                        settings.seed(), settings.batch()),
                network.parameters(), best, trainer.state());
    }

    private void restoreBest() {
        System.arraycopy(best, 0, network.parameters(), 0, best.length);
    }

    /** One epoch, or nothing if it was stopped. */
    private Optional<EpochResult> epoch(int epoch, Trainer trainer, Session session)
            throws IOException, DivergenceException {
        long start = System.nanoTime();
        double learningRate = trainer.hyper().getOrDefault("lr", Double.NaN);
        double sum = 0;
        long seen = 0;
        sampler.shuffle(epoch);
        try (BatchFeed feed = BatchFeed.of(sampler)) {
            for (int b = 0; b < sampler.batches(); b++) {
                if (stopping) return Optional.empty();
                Batch batch = feed.next();
                float batchLoss = trainer.step(batch.inputs(), batch.targets(), batch.count());
                if (Double.isNaN(firstLoss)) firstLoss = batchLoss;
                checkLoss(epoch, b + 1, batchLoss, learningRate);
                sum += (double) batchLoss * batch.count();
                seen += batch.count();
                listener.batchDone(progress(epoch, b + 1, batchLoss, seen, (System.nanoTime() - start) * NANOS));
            }
        }
        double rate = seen / ((System.nanoTime() - start) * NANOS);
        Metrics validation = Evaluator.evaluate(session, data.validation(), loss);
        checkParameters(epoch, learningRate);
        EpochResult result = new EpochResult(
                epoch, sum / seen, validation, learningRate, rate, (System.nanoTime() - start) * NANOS);
        keep(result, trainer);
        warnUnlessLearning(result);
        return Optional.of(result);
    }

    private TrainingListener.Progress progress(int epoch, int batch, float batchLoss, long seen, double seconds) {
        double rate = seen / Math.max(seconds, NANOS);
        double left = (double) (settings.epochs() - epoch + 1) * data.train().size() - seen;
        return new TrainingListener.Progress(
                epoch, settings.epochs(), batch, sampler.batches(), batchLoss, rate, left / rate);
    }

    private void checkLoss(int epoch, int batch, double batchLoss, double learningRate) throws DivergenceException {
        double limit = DIVERGED * Math.max(firstLoss, SMALLEST_FIRST_LOSS);
        if (!Double.isFinite(batchLoss) || batchLoss > limit) {
            throw new DivergenceException(epoch, batch, batchLoss, learningRate);
        }
    }

    /** The last step of an epoch can break the weights after its loss was still a number. */
    private void checkParameters(int epoch, double learningRate) throws DivergenceException {
        for (float parameter : network.parameters()) {
            if (!Float.isFinite(parameter)) {
                throw new DivergenceException(epoch, sampler.batches(), parameter, learningRate);
            }
        }
    }

    private void keep(EpochResult result, Trainer trainer) throws IOException {
        double accuracy = result.validation().accuracy();
        double validationLoss = result.validation().loss();
        boolean better = bestEpoch == 0 || data.validation().size() == 0 || accuracy > bestAccuracy
                || accuracy == bestAccuracy && validationLoss < bestLoss;
        if (better) {
            bestEpoch = result.epoch();
            bestAccuracy = accuracy;
            bestLoss = validationLoss;
            System.arraycopy(network.parameters(), 0, best, 0, best.length);
        }
        if (directory.isEmpty()) return;
        RunDirectory run = directory.get();
        run.append(result);
        if (better) run.saveWeights(network.signature(), best);
        checkpoint(result.epoch(), trainer).write(network.signature(), run.checkpoint());
    }

    private void warnUnlessLearning(EpochResult result) {
        Metrics validation = result.validation();
        boolean guessing = validation.samples() > 0
                ? validation.accuracy() <= 1.05 * validation.commonestShare()
                : result.trainLoss() >= firstLoss;
        if (!guessing || warned) return;
        warned = true;
        listener.warning("the network does not learn: after epoch " + result.epoch() + " the training loss is "
                + (float) result.trainLoss() + (validation.samples() > 0
                        ? " and the validation accuracy " + (float) validation.accuracy()
                                + ", no better than always answering the commonest class"
                        : ", no less than at the start")
                + "; the learning rate " + (float) result.learningRate()
                + " may be too high or too low: try a tenth of it, or ten times as much");
    }
}
