package org.cnnc.compiler.memory;

import org.cnnc.compiler.autodiff.Autodiff;
import org.cnnc.compiler.autodiff.Inference;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.schedule.Schedule;
import org.cnnc.compiler.schedule.Scheduler;
import org.cnnc.runtime.Plan;
import org.cnnc.runtime.Target;
import org.cnnc.runtime.TrainingPlan;

/**
 * The arrays that a compiled model holds on the heap, in bytes, when one thread runs it by its plain loops, which
 * every machine has. Another thread takes {@link #working} more; other vectors take other blocks, and so a
 * little less or more.
 *
 * @param parameters all parameter tensors, each of which starts at a multiple of 64 bytes
 * @param gradients the partial gradients of a batch; 0 for inference
 * @param state what the optimizer keeps between steps; 0 for inference
 * @param arena layers' results and gradients of one block of samples, memory being used again where lifetimes allow
 * @param io a block's inputs and outputs, in the order in which they come and go
 * @param rows what kernels keep for a row at a time
 */
public record MemoryUse(long parameters, long gradients, long state, long arena, long io, long rows) {
    /** What each further thread takes. */
    public long working() {
        return arena + io + rows;
    }

    public long total() {
        return parameters + gradients + state + working();
    }

    /**
     * Of a session.
     *
     * @throws ArithmeticException when the working memory would not fit an array
     */
    public static MemoryUse inference(TypedGraph graph) {
        Plan plan = Scheduler.inference(Inference.inference(graph), Target.PLAIN).plan();
        return of(graph, plan, 0, 0);
    }

    /**
     * Of a trainer.
     *
     * @throws ArithmeticException when the working memory would not fit an array
     * @throws IllegalArgumentException when the model cannot be trained, with the reason
     */
    public static MemoryUse training(TypedGraph graph) {
        Schedule schedule = Scheduler.training(Autodiff.autodiff(graph), Target.PLAIN);
        TrainingPlan training = schedule.training().orElseThrow().plan();
        return of(graph, schedule.plan(), training.pieces(), training.stateSlots());
    }

    private static MemoryUse of(TypedGraph graph, Plan plan, int gradientCopies, int stateCopies) {
        long parameters = (long) Float.BYTES * Scheduler.parameterFloats(graph.parameters());
        return new MemoryUse(parameters, gradientCopies * parameters, stateCopies * parameters,
                (long) Float.BYTES * plan.arena(), (long) Float.BYTES * plan.io(), (long) Float.BYTES * plan.rowFloats());
    }
}
