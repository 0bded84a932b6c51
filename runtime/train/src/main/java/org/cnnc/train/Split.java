package org.cnnc.train;

/**
 * A data set in its three parts, none sharing a sample with another.
 *
 * @param train what the weights are fitted to
 * @param validation what chooses the best weights; may be empty
 * @param test what is measured once, at the end
 * @param normalization what was done to the pixels of all three
 */
public record Split(Dataset train, Dataset validation, Dataset test, Normalization normalization) {}
