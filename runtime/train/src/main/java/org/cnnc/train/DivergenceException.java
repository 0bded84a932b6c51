package org.cnnc.train;

import java.math.BigDecimal;
import java.util.Locale;

/** Training that ran away. Nothing of it was saved: what stood in the run's folder is the last good state. */
public final class DivergenceException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Before the point; larger numbers have an exponent. */
    private static final int MOST_DIGITS = 7;

    private final int epoch;
    private final int batch;
    private final double loss;

    DivergenceException(int epoch, int batch, double loss, double learningRate) {
        super("in epoch " + epoch + ", batch " + batch + ", the loss is "
                + String.format(Locale.ROOT, "%.3g", loss) + " at a learning rate of " + text(learningRate)
                + "; try a lower one, such as " + text(learningRate / 10)
                + " (--set train.optimizer.lr=" + text(learningRate / 10) + ")");
        this.epoch = epoch;
        this.batch = batch;
        this.loss = loss;
    }

    /** A learning rate as the language writes it, to a float's precision. */
    private static String text(double rate) {
        BigDecimal decimal = new BigDecimal(Float.toString((float) rate)).stripTrailingZeros();
        boolean brief = decimal.precision() - decimal.scale() <= MOST_DIGITS;
        return brief ? decimal.toPlainString() : decimal.toString();
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
