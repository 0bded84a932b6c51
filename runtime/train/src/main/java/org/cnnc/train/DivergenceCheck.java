package org.cnnc.train;

import org.cnnc.runtime.Parameter;
import org.cnnc.runtime.Signature;
import org.cnnc.train.schedule.LearningRate;

/** Tells when a run has diverged: a loss that ran away or is no number, parameters that are none. */
final class DivergenceCheck {
    /** A loss this many times the first one has run away, even while it is a number. */
    private static final double RUN_AWAY = 1e4;

    private static final double SMALLEST_FIRST_LOSS = 1e-3;

    /**
     * Where a run stands.
     *
     * @param epoch from 1
     * @param batch of the epoch, from 1
     * @param rate of the last step
     * @param bestEpoch the one of the best weights; 0 if there are none yet
     */
    record Place(int epoch, int batch, double rate, int bestEpoch) {}

    private final Signature signature;
    private final LearningRate schedule;
    private double firstLoss = Double.NaN;

    DivergenceCheck(Signature signature, LearningRate schedule) {
        this.signature = signature;
        this.schedule = schedule;
    }

    /** Of the run's first batch; NaN before it. */
    double firstLoss() {
        return firstLoss;
    }

    /** Takes what was the first loss before a stop. */
    void restore(double firstLoss) {
        this.firstLoss = firstLoss;
    }

    /** The loss of a batch, as it was before the batch's step. */
    void check(Place at, float loss) throws DivergenceException {
        boolean first = Double.isNaN(firstLoss);
        if (first) firstLoss = loss;
        if (Float.isFinite(loss) && loss <= RUN_AWAY * Math.max(firstLoss, SMALLEST_FIRST_LOSS)) return;
        String what = "the loss is " + DivergenceException.number(loss);
        throw first
                ? DivergenceException.beforeTheFirstStep(what)
                : DivergenceException.of(at, schedule, what + (Float.isFinite(loss)
                        ? "; the first one was " + DivergenceException.number(firstLoss) : ""));
    }

    /** The parameters behind an epoch: its last step can break them after its loss was still a number. */
    void check(Place at, float[] parameters) throws DivergenceException {
        for (int i = 0; i < parameters.length; i++) {
            if (!Float.isFinite(parameters[i])) {
                throw DivergenceException.of(
                        at, schedule, tensor(i) + " has a value that is " + DivergenceException.number(parameters[i]));
            }
        }
    }

    private String tensor(int index) {
        for (Parameter parameter : signature.parameters()) {
            if (index >= parameter.offset() && index < parameter.offset() + parameter.size()) return parameter.name();
        }
        return "a parameter";
    }

    /** The validation behind an epoch: activations can overflow where parameters are numbers. */
    void check(Place at, Metrics validation) throws DivergenceException {
        if (validation.samples() == 0 || Double.isFinite(validation.loss())) return;
        throw DivergenceException.of(
                at, schedule, "the validation loss is " + DivergenceException.number(validation.loss()));
    }
}
