package org.cnnc.train;

/** Training that ran away. Nothing of it was saved: what stood in the run's folder is the last good state. */
public final class DivergenceException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int epoch;
    private final int batch;
    private final double loss;

    DivergenceException(int epoch, int batch, double loss, double learningRate) {
        super("training diverged in epoch " + epoch + ", batch " + batch + ": the loss is " + loss
                + " at a learning rate of " + (float) learningRate + "; try a lower one, such as "
                + (float) (learningRate / 10) + " (--set train.optimizer.lr=" + (float) (learningRate / 10) + ")");
        this.epoch = epoch;
        this.batch = batch;
        this.loss = loss;
    }

    /** The epoch, from 1. */
    public int epoch() {
        return epoch;
    }

    /** The batch of the epoch, from 1. */
    public int batch() {
        return batch;
    }

    public double loss() {
        return loss;
    }
}
