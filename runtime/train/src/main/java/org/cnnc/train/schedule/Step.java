package org.cnnc.train.schedule;

/**
 * {@code base * factor^floor(epoch / every)}, per epoch; PyTorch's {@code StepLR(step_size = every, gamma = factor)}.
 *
 * @param every epochs, 1 or more
 */
public record Step(int every, double factor) implements Schedule {
    public Step {
        if (every < 1) throw new IllegalArgumentException("every: expected 1 or more, found " + every);
    }

    @Override
    public double rate(double base, Position at) {
        return base * StrictMath.pow(factor, at.epoch() / every);
    }

    @Override
    public boolean spansTheRun() {
        return false;
    }
}
