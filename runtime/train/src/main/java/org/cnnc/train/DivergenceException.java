package org.cnnc.train;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cnnc.train.schedule.LearningRate;
import org.cnnc.train.schedule.OneCycle;

/**
 * Training that diverged. Nothing of it was saved: what stands in the run's folder is the last good state. The
 * message's first line says what is so, its others what may help.
 */
public final class DivergenceException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Before the point; larger numbers have an exponent. */
    private static final int MOST_DIGITS = 7;

    private final int epoch;
    private final int batch;

    private DivergenceException(int epoch, int batch, String message) {
        super(message);
        this.epoch = epoch;
        this.batch = batch;
    }

    /** A loss that is no number before the optimizer has done anything: no rate is to blame. */
    static DivergenceException beforeTheFirstStep(String what) {
        return new DivergenceException(1, 1, "in epoch 1, batch 1, " + what + " before any step was taken"
                + "\nthe fault is in the data or in the initial weights: look for values of the data that are no numbers"
                + " or huge, and try `normalize = true` or another `init`");
    }

    /** @param what is wrong, as a clause */
    static DivergenceException of(DivergenceCheck.Place at, LearningRate schedule, String what) {
        List<String> lines = new ArrayList<>();
        lines.add("in epoch " + at.epoch() + ", batch " + at.batch() + ", at a learning rate of " + text(at.rate())
                + ", " + what);
        lines.add(at.bestEpoch() == 0
                ? "no epoch was completed, so that there are no weights to keep"
                : "the best weights, those of epoch " + at.bestEpoch() + ", are kept");
        boolean cycle = schedule.schedule() instanceof OneCycle;
        lines.add("try a lower rate, such as --set train." + (cycle ? "schedule.max=" : "optimizer.lr=")
                + text(at.rate() / 10));
        if (!cycle && schedule.warmup() == 0) lines.add("or one that rises from 0: --set train.schedule.warmup=1");
        lines.add("or gradients of a smaller norm: --set train.optimizer.clip_norm=1");
        return new DivergenceException(at.epoch(), at.batch(), String.join("\n", lines));
    }

    /** The same, of one of several runs. @param part such as {@code member 2 of 5} */
    public DivergenceException of(String part) {
        DivergenceException named = new DivergenceException(epoch, batch, part + ": " + getMessage());
        named.setStackTrace(getStackTrace());
        return named;
    }

    /** Three digits of it. */
    static String number(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
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
}
