package org.cnnc.compiler.optimizer;

import java.util.List;
import java.util.Map;
import org.cnnc.compiler.kernel.Nest;

/** An optimizer with its settings. */
public interface Optimizer {
    String name();

    /** Arrays of optimizer state, each of the parameters' length. */
    int stateSlots();

    /** Values that a step takes, {@code lr} first, with what the file gave; in the order of their numbers. */
    Map<String, Float> hyper();

    /**
     * The step of a run of parameters: elementwise nests over one axis, with addresses relative to the run.
     *
     * @param parameterFloats length of the parameters, and of each array of state
     */
    List<Nest> step(int parameterFloats);
}
