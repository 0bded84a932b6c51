package org.cnnc.compiler.optimizer;

import java.util.Map;

/** An optimizer with its settings. */
public interface Optimizer {
    String name();

    /** Arrays of optimizer state, each of the parameters' length. */
    int stateSlots();

    /** Values that a step takes, {@code lr} first, with what the file gave. */
    Map<String, Float> hyper();
}
