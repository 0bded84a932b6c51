package org.cnnc.train;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cnnc.train.augment.Augmentation;
import org.cnnc.train.schedule.LearningRate;

/**
 * What a run is made of besides network and data.
 *
 * @param epochs in all, those before a resumption included
 * @param batch samples of a step
 * @param seed decides order, dropout and whatever else is random
 * @param threads that compute; the result does not depend on them
 * @param hyper values of the optimizer that differ from the file's, such as {@code lr}
 * @param augmentations what is done to training samples, in this order
 * @param rate of each step
 * @param earlyStop when to end before the last epoch; never if empty
 * @param kept checkpoints that stay beside the last; none if empty
 * @param topK numbers of best classes, among which the true one is looked for where the network is measured
 */
public record TrainingSettings(
        int epochs,
        int batch,
        long seed,
        int threads,
        Map<String, Float> hyper,
        List<Augmentation> augmentations,
        LearningRate rate,
        Optional<EarlyStop> earlyStop,
        Optional<KeptCheckpoints> kept,
        List<Integer> topK) {
    public TrainingSettings {
        if (epochs < 1) throw new IllegalArgumentException("epochs: expected 1 or more, found " + epochs);
        if (batch < 1) throw new IllegalArgumentException("batch: expected 1 or more, found " + batch);
        hyper = Map.copyOf(hyper);
        augmentations = List.copyOf(augmentations);
        topK = List.copyOf(topK);
    }

    /** Nothing is measured but the loss and the accuracy. */
    public TrainingSettings(
            int epochs, int batch, long seed, int threads, Map<String, Float> hyper, List<Augmentation> augmentations,
            LearningRate rate, Optional<EarlyStop> earlyStop, Optional<KeptCheckpoints> kept) {
        this(epochs, batch, seed, threads, hyper, augmentations, rate, earlyStop, kept, List.of());
    }

    /** All epochs at a constant rate, with no checkpoint but the last. */
    public TrainingSettings(
            int epochs, int batch, long seed, int threads, Map<String, Float> hyper, List<Augmentation> augmentations) {
        this(epochs, batch, seed, threads, hyper, augmentations, LearningRate.CONSTANT, Optional.empty(), Optional.empty());
    }

    /** The same on training samples as they are. */
    public TrainingSettings(int epochs, int batch, long seed, int threads, Map<String, Float> hyper) {
        this(epochs, batch, seed, threads, hyper, List.of());
    }

    /** What tells which weights are the best. */
    Monitor monitor() {
        return earlyStop.map(EarlyStop::monitor).orElse(Monitor.ACCURACY);
    }
}
