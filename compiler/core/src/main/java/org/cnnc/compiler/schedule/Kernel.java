package org.cnnc.compiler.schedule;

import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.kernel.Nest;

/**
 * A nest with addresses and the plan of its loops.
 *
 * @param fused what was computed apart in the graph and is computed here, for reports
 */
public record Kernel(Nest nest, LoopPlan plan, List<String> fused) {
    public String name() {
        return nest.name();
    }

    /** Predicted cycles of a run on one core; see {@link Cycles}. */
    public double cycles() {
        return Cycles.of(nest, plan);
    }

    /** How it is cut for several threads; empty where it is too small for that. */
    public Optional<Cut> cut() {
        return Cut.of(nest, plan);
    }

    @Override
    public String toString() {
        return nest + "\n      " + plan + cut().map(cut -> "; " + cut).orElse("") + (fused.isEmpty() ? "" : "; fused: " + String.join(", ", fused));
    }
}
