package org.cnnc.train.schedule;

/**
 * {@code base * (1 + cos(pi * step / steps)) / 2}, per step: half a cosine from the rate to 0 (Loshchilov and Hutter,
 * 2017, without restarts); PyTorch's {@code CosineAnnealingLR(T_max = steps)} with a step of it after every batch. The
 * last step's rate is a little above 0, which the one behind it would have.
 */
public record Cosine() implements Schedule {
    @Override
    public double rate(double base, Position at) {
        return base * (1 + StrictMath.cos(Math.PI * at.step() / at.steps())) / 2;
    }

    @Override
    public boolean spansTheRun() {
        return true;
    }
}
