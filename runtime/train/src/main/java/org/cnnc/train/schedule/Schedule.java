package org.cnnc.train.schedule;

/**
 * How the learning rate changes in a run: a pure function of where the run stands. The numbers are those of PyTorch's
 * scheduler that each names. They are computed by {@link StrictMath}, so that every machine gets the same bits.
 */
public sealed interface Schedule permits Constant, Step, Exponential, Inverse, Cosine, OneCycle, Plateau {
    /**
     * Where a run stands before a step, as far as a schedule looks. All counts begin where the schedule does: behind
     * the warm-up.
     *
     * @param epoch epochs completed
     * @param step steps taken, in all epochs together
     * @param steps steps of the whole schedule, 1 or more
     * @param reductions how often {@link Plateau} has lowered the rate
     */
    record Position(int epoch, long step, long steps, int reductions) {}

    /**
     * The learning rate of the next step.
     *
     * @param base the optimizer's own rate
     */
    double rate(double base, Position at);

    /** Whether rates depend on how many epochs the run has. */
    boolean spansTheRun();
}
