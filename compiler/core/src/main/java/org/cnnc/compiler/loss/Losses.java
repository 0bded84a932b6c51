package org.cnnc.compiler.loss;

import java.util.List;
import java.util.Optional;

/** The registry of the language's losses. */
public final class Losses {
    private static final List<LossKind> KINDS = List.of(
            CrossEntropy.KIND,
            BinaryCrossEntropy.KIND,
            Mse.KIND,
            L1.KIND,
            Huber.KIND,
            Hinge.KIND,
            Perceptron.KIND);

    private Losses() {}

    public static Optional<LossKind> find(String name) {
        return KINDS.stream().filter(kind -> kind.name().equals(name)).findFirst();
    }

    /** All losses, in the order of the reference page. */
    public static List<LossKind> all() {
        return KINDS;
    }
}
