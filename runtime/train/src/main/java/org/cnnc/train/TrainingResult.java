package org.cnnc.train;

/**
 * How a run ended.
 *
 * @param epochs epochs completed, those before a resumption included
 * @param bestEpoch the one whose weights the network now has; 0 if none was completed
 * @param bestAccuracy of those weights on the validation samples; NaN without such samples
 * @param bestLoss of those weights on the validation samples; NaN without such samples
 * @param stopped whether it was stopped before its last epoch
 * @param test on the test samples, with the best weights; without samples if the run was stopped
 * @param seconds of this run
 */
public record TrainingResult(
        int epochs, int bestEpoch, double bestAccuracy, double bestLoss, boolean stopped, Metrics test,
        double seconds) {
    /**
     * One line of JSON.
     *
     * @param weights the file of the weights
     */
    public String toJson(String weights) {
        return new JsonLine()
                .put("done", !stopped)
                .put("test_accuracy", test.accuracy())
                .put("test_loss", test.loss())
                .put("best_epoch", bestEpoch)
                .put("weights", weights)
                .put("seconds", seconds)
                .toString();
    }
}
