package org.cnnc.train;

/** The order in which an epoch takes the training samples. */
public enum Order {
    /** Another one every epoch, which depends on the seed and the epoch. */
    SHUFFLED,
    /** As the data has them. */
    AS_GIVEN
}
