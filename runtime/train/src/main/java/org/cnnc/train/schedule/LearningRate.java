package org.cnnc.train.schedule;

/**
 * The learning rate of every step of a run: first a warm-up, which rises linearly from 0 to where the schedule begins,
 * then the schedule. The schedule's epochs count from the first that begins behind the warm-up, its steps from the
 * first behind it.
 *
 * <p>With W the steps of the warm-up, its n-th step has n / W of the schedule's first rate: PyTorch's
 * {@code SequentialLR} of a {@code LinearLR(1 / W, total_iters = W - 1)} and the schedule.
 *
 * @param warmup epochs, 0 or more, which need not be whole; W is the nearest whole number of steps
 */
public record LearningRate(Schedule schedule, double warmup) {
    /** The optimizer's own rate in all steps. */
    public static final LearningRate CONSTANT = new LearningRate(new Constant(), 0);

    public LearningRate {
        if (!(warmup >= 0)) throw new IllegalArgumentException("warmup: expected 0 or more, found " + warmup);
    }

    /**
     * The length of a run.
     *
     * @param epochs 1 or more
     * @param steps of an epoch, 1 or more
     */
    public record Length(int epochs, int steps) {}

    /**
     * The rate of a step.
     *
     * @param base the optimizer's own rate
     * @param epoch the epoch, from 0
     * @param step the step of the epoch, from 0
     * @param reductions how often {@link Plateau} has lowered the rate
     */
    public double at(double base, Length run, int epoch, int step, int reductions) {
        long warm = Math.round(warmup * run.steps());
        long taken = (long) epoch * run.steps() + step;
        long steps = Math.max(1, (long) run.epochs() * run.steps() - warm);
        if (taken < warm) {
            double first = schedule.rate(base, new Schedule.Position(0, 0, steps, reductions));
            return first * (taken + 1) / warm;
        }
        int epochs = (int) Math.max(0, epoch - (long) Math.ceil(warmup));
        return schedule.rate(base, new Schedule.Position(epochs, taken - warm, steps, reductions));
    }

    /** Whether rates depend on how many epochs the run has. */
    public boolean spansTheRun() {
        return schedule.spansTheRun();
    }
}
