package org.cnnc.train;

/**
 * How a run ended.
 *
 * @param epochs epochs completed, those before a resumption included
 * @param bestEpoch the one whose weights the network now has; 0 if none was completed
 * @param bestAccuracy of those weights on the validation samples; NaN without such samples
 * @param bestLoss of those weights on the validation samples; NaN without such samples
 * @param end why there are no more epochs
 * @param test on the test samples, with the best weights; without samples if the run was interrupted
 * @param seconds of this run
 */
public record TrainingResult(
        int epochs, int bestEpoch, double bestAccuracy, double bestLoss, End end, Metrics test, double seconds) {
    /** Why a run has no more epochs. */
    public enum End {
        /** All were done. */
        LAST_EPOCH,
        /** Validation stopped getting better. */
        EARLY_STOP,
        /** It was asked to end. */
        INTERRUPTED
    }

    /** Whether it was asked to end before its last epoch, so that a resumption goes on with it. */
    public boolean stopped() {
        return end == End.INTERRUPTED;
    }

    /**
     * One line of JSON.
     *
     * @param weights the file of the weights
     */
    public String toJson(String weights) {
        JsonLine line = new JsonLine().put("done", !stopped()).put("test_accuracy", test.accuracy());
        test.topK().forEach((k, share) -> line.put("test_top_" + k, share));
        return line.put("test_loss", test.loss())
                .put("epochs", epochs)
                .put("best_epoch", bestEpoch)
                .put("early_stop", end == End.EARLY_STOP)
                .put("weights", weights)
                .put("seconds", seconds)
                .toString();
    }
}
