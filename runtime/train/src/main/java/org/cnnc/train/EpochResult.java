package org.cnnc.train;

/**
 * What one epoch achieved.
 *
 * @param epoch from 1
 * @param trainLoss mean over the samples, each as it was before its step
 * @param validation on the validation samples, after the epoch
 * @param learningRate of the last step
 * @param imagesPerSecond samples trained on per second, validation not counted
 * @param seconds of the epoch, validation included
 * @param best whether its weights are the best so far
 */
public record EpochResult(
        int epoch, double trainLoss, Metrics validation, double learningRate, double imagesPerSecond, double seconds,
        boolean best) {
    /** One line of JSON; values that do not exist, such as metrics without validation samples, are left out. */
    public String toJson() {
        JsonLine line = new JsonLine()
                .put("epoch", epoch)
                .put("train_loss", trainLoss)
                .put("val_loss", validation.loss())
                .put("val_accuracy", validation.accuracy());
        validation.topK().forEach((k, share) -> line.put("val_top_" + k, share));
        return line.put("lr", learningRate)
                .put("images_per_second", imagesPerSecond)
                .put("seconds", seconds)
                .put("best", best)
                .toString();
    }
}
