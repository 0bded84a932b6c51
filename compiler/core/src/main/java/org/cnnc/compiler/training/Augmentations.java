package org.cnnc.compiler.training;

import java.util.List;

/** The augmentations that training carries out, one {@link Term} each. */
public final class Augmentations {
    private static final List<Term> ALL = List.of();

    private Augmentations() {}

    /** All augmentations, in the order of the reference page. */
    public static List<Term> all() {
        return ALL;
    }
}
