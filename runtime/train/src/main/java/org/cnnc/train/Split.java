package org.cnnc.train;

/**
 * A data set in its three parts, none sharing a sample with another.
 *
 * @param train what the weights are fitted to
 * @param validation what chooses the best weights; may be empty
 * @param test what is measured once, at the end
 * @param normalization what was done to the samples of all three
 * @param order of the training samples in an epoch
 */
public record Split(Dataset train, Dataset validation, Dataset test, Normalization normalization, Order order) {
    /** With a new order every epoch. */
    public Split(Dataset train, Dataset validation, Dataset test, Normalization normalization) {
        this(train, validation, test, normalization, Order.SHUFFLED);
    }
}
