package org.cnnc.train.schedule;

/** {@code base * e^(-k * epoch)}, per epoch; PyTorch's {@code ExponentialLR(gamma = e^-k)}. */
public record Exponential(double k) implements Schedule {
    @Override
    public double rate(double base, Position at) {
        return base * StrictMath.exp(-k * at.epoch());
    }

    @Override
    public boolean spansTheRun() {
        return false;
    }
}
