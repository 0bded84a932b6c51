package org.cnnc.train.augment;

/** One kind of augmentation with its arguments. */
public sealed interface Augmentation permits SampleAugmentation, Mixing {
    /** As the language writes it, such as {@code rotate}. */
    String name();

    /** Demands a number of a range; {@code what} names it. */
    static void require(String what, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(what + ": expected " + min + " to " + max + ", found " + value);
        }
    }
}
