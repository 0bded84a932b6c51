package org.cnnc.train.schedule;

/**
 * Multiplies the rate by {@code factor} when the validation loss was not better for more than {@code patience} epochs:
 * {@code base * factor^reductions}. Better is less than the best so far by a ten-thousandth of it or more. PyTorch's
 * {@code ReduceLROnPlateau(factor, patience, eps = 0)} with mode {@code min}, threshold 1e-4, relative, no cool-down.
 *
 * @param patience epochs, 0 or more
 */
public record Plateau(int patience, double factor) implements Schedule {
    private static final double THRESHOLD = 1e-4;

    public Plateau {
        if (patience < 0) throw new IllegalArgumentException("patience: expected 0 or more, found " + patience);
    }

    /**
     * What it remembers from one epoch to the next.
     *
     * @param best the least validation loss that counted as better
     * @param waited epochs since, or since the last reduction
     * @param reductions how often the rate was lowered
     */
    public record State(double best, int waited, int reductions) {
        /** Before the first epoch. */
        public static final State NONE = new State(Double.POSITIVE_INFINITY, 0, 0);
    }

    /** Takes note of an epoch's validation loss. */
    public State after(State before, double loss) {
        if (loss < before.best() * (1 - THRESHOLD)) return new State(loss, 0, before.reductions());
        int waited = before.waited() + 1;
        return waited > patience
                ? new State(before.best(), 0, before.reductions() + 1)
                : new State(before.best(), waited, before.reductions());
    }

    @Override
    public double rate(double base, Position at) {
        return base * StrictMath.pow(factor, at.reductions());
    }

    @Override
    public boolean spansTheRun() {
        return false;
    }
}
