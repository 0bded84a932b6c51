package org.cnnc.train.schedule;

/** {@code base / (1 + k * epoch)}, per epoch; PyTorch's {@code LambdaLR} of {@code 1 / (1 + k * epoch)}. */
public record Inverse(double k) implements Schedule {
    @Override
    public double rate(double base, Position at) {
        return base / (1 + k * at.epoch());
    }

    @Override
    public boolean spansTheRun() {
        return false;
    }
}
