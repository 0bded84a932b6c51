package org.cnnc.compiler.optimizer;

import java.util.List;
import java.util.Optional;

/** The registry of the language's optimizers. */
public final class Optimizers {
    private static final List<OptimizerKind> KINDS =
            List.of(Sgd.KIND, Adagrad.KIND, RmsProp.KIND, Adam.KIND, AdamW.KIND, NAdam.KIND);

    private Optimizers() {}

    public static Optional<OptimizerKind> find(String name) {
        return KINDS.stream().filter(kind -> kind.name().equals(name)).findFirst();
    }

    /** All optimizers, in the order of the reference page. */
    public static List<OptimizerKind> all() {
        return KINDS;
    }
}
