package org.cnnc.train.data;

import org.cnnc.train.Order;

/**
 * How a data source is prepared.
 *
 * @param pad zeros added to each side of a sample
 * @param normalize whether channels are standardised by the training split's mean and deviation
 * @param validation samples drawn from the training split by the seed
 * @param limit training samples used at most, the first ones, those for validation included; 0 for all
 * @param seed what the draw depends on
 * @param order of the training samples in an epoch
 */
public record DataOptions(int pad, boolean normalize, int validation, int limit, long seed, Order order) {
    public DataOptions {
        requireCount("pad", pad);
        requireCount("validation", validation);
        requireCount("limit", limit);
    }

    /** With a new order every epoch. */
    public DataOptions(int pad, boolean normalize, int validation, int limit, long seed) {
        this(pad, normalize, validation, limit, seed, Order.SHUFFLED);
    }

    private static void requireCount(String name, int value) {
        if (value < 0) throw new IllegalArgumentException(name + ": expected 0 or more, found " + value);
    }
}
