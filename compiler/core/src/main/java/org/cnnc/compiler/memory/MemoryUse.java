package org.cnnc.compiler.memory;

import org.cnnc.compiler.autodiff.Autodiff;
import org.cnnc.compiler.autodiff.Folding;
import org.cnnc.compiler.autodiff.Inference;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.schedule.Schedule;
import org.cnnc.compiler.schedule.Scheduler;
import org.cnnc.runtime.PhasePlan;
import org.cnnc.runtime.Plan;
import org.cnnc.runtime.Target;
import org.cnnc.runtime.TrainingPlan;

/**
 * The arrays that a compiled model holds on the heap, in bytes, when one thread runs it by its plain loops, which
 * every machine has. Another thread takes {@link #perThread} more; other vectors take other blocks, and so a
 * little less or more.
 *
 * @param parameters all parameter tensors, each of which starts at a multiple of 64 bytes; twice for inference where
 *     normalisations are folded into weights, which happens in a copy
 * @param gradients the partial gradients of a batch, and its sums that layers normalise by; 0 for inference
 * @param state what the optimizer keeps between steps; 0 for inference
 * @param arena layers' results and gradients of one block of samples, which share memory where one is no longer read
 *     when the other comes; of all blocks of a batch where a layer normalises over the batch, as none is through before
 *     all are
 * @param io the blocks' inputs and outputs, in the order in which they come and go
 * @param scratch what a kernel keeps for itself while it runs
 * @param perThread what each further thread takes
 */
public record MemoryUse(
        long parameters, long gradients, long state, long arena, long io, long scratch, long perThread) {
    public long total() {
        return parameters + gradients + state + arena + io + scratch;
    }

    /**
     * Of a session.
     *
     * @throws ArithmeticException when the working memory would not fit an array
     */
    public static MemoryUse inference(TypedGraph graph) {
        Folding.Folded folded = Folding.fold(Inference.inference(graph));
        Plan plan = Scheduler.inference(folded.graph(), Target.PLAIN).plan();
        return of(graph, plan, folded.prepared().isEmpty() ? 1 : 2, 0, 0, 1);
    }

    /**
     * Of a trainer, by the batch of the train section.
     *
     * @throws ArithmeticException when the working memory would not fit an array
     * @throws IllegalArgumentException when the model cannot be trained, with the reason
     */
    public static MemoryUse training(TypedGraph graph) {
        Schedule schedule = Scheduler.training(Autodiff.autodiff(graph), Target.PLAIN);
        TrainingPlan training = schedule.training().orElseThrow().plan();
        PhasePlan phases = training.phases();
        int blocks = Math.ceilDiv(graph.training().orElseThrow().batch(), schedule.plan().block());
        long pieces = Math.min(blocks, training.pieces());
        long parameters = Scheduler.parameterFloats(graph.parameters());
        long gradients = pieces * (parameters + phases.extraFloats()) + phases.sumFloats();
        int kept = phases.phases() == 1 ? 1 : blocks;
        return of(graph, schedule.plan(), 1, gradients, training.stateSlots() * parameters, kept);
    }

    /** All numbers in floats. @param copies of the parameters @param blocks blocks whose memory is kept at once; 1 where each thread has its own */
    private static MemoryUse of(TypedGraph graph, Plan plan, int copies, long gradients, long state, int blocks) {
        long parameters = Scheduler.parameterFloats(graph.parameters());
        long block = (long) plan.arena() + plan.io();
        return new MemoryUse(
                bytes(copies * parameters), bytes(gradients), bytes(state), bytes((long) blocks * plan.arena()),
                bytes((long) blocks * plan.io()), bytes(plan.scratchFloats()),
                bytes(blocks == 1 ? block + plan.scratchFloats() : plan.scratchFloats()));
    }

    private static long bytes(long floats) {
        return Float.BYTES * floats;
    }
}
