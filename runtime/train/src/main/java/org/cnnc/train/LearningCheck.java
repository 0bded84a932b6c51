package org.cnnc.train;

import java.util.Optional;

/** Tells whether a network learns anything at all. */
final class LearningCheck {
    /** An accuracy up to this many times that of the commonest class is guessing. */
    private static final double GUESSING = 1.05;

    /** Fewer steps tell nothing. */
    private static final int ENOUGH_STEPS = 20;

    private LearningCheck() {}

    /**
     * What to say of an epoch that learnt nothing.
     *
     * @param steps taken so far
     * @param firstLoss of the run's first batch
     */
    static Optional<String> warning(EpochResult result, long steps, double firstLoss) {
        if (steps < ENOUGH_STEPS) return Optional.empty();
        Metrics validation = result.validation();
        boolean validated = validation.hasAccuracy();
        boolean guessing = validated
                ? validation.accuracy() <= GUESSING * validation.commonestShare()
                : result.trainLoss() >= firstLoss;
        if (!guessing) return Optional.empty();
        return Optional.of("the network does not learn: after epoch " + result.epoch() + " the training loss is "
                + (float) result.trainLoss() + (validated
                        ? " and the validation accuracy " + (float) validation.accuracy()
                                + ", no better than always answering the commonest class"
                        : ", no less than at the start")
                + "; the learning rate " + (float) result.learningRate()
                + " may be too high or too low: try a tenth of it, or ten times as much");
    }
}
