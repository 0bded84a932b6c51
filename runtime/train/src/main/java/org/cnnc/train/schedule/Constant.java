package org.cnnc.train.schedule;

/** The optimizer's rate throughout. */
public record Constant() implements Schedule {
    @Override
    public double rate(double base, Position at) {
        return base;
    }

    @Override
    public boolean spansTheRun() {
        return false;
    }
}
