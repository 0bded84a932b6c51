package org.cnnc.compiler.optimizer;

import java.util.List;
import java.util.Map;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Scalar;

/** An optimizer with its settings. */
public interface Optimizer {
    String name();

    /** Settings that may change from step to step, {@code lr} first, with what the file gave. */
    Map<String, Double> hyper();

    /** The numbers that a step computes with, each by a formula over {@link #hyper} and the number of the step. */
    Map<String, Scalar> values();

    /** What it keeps of each parameter from step to step. */
    List<StateArray> state();

    /** What a step does to a run of parameters, in order: elementwise nests over one axis. */
    List<Nest> step(StepTerms terms);
}
