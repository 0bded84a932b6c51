package org.cnnc.compiler.memory;

import java.util.List;
import org.cnnc.compiler.autodiff.Autodiff;
import org.cnnc.compiler.autodiff.Folding;
import org.cnnc.compiler.autodiff.Inference;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.schedule.InferenceSchedules;
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
 * @param parameters all parameter tensors, each of which starts at a multiple of 64 bytes; for inference those that
 *     are read in another form, as weights that normalisations are folded into or that are packed, once more in it
 * @param gradients the partial gradients of a batch, and its sums that layers normalise by; 0 for inference
 * @param state what the optimizer keeps between steps; 0 for inference
 * @param arena layers' results and gradients of one block of samples, which share memory where one is no longer read
 *     when the other comes, and of one sample in inference; of all blocks of a batch where a layer normalises over the
 *     batch, as none is through before all are
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
     * Of a session, by the plain loops.
     *
     * @throws ArithmeticException when the working memory would not fit an array
     */
    public static MemoryUse inference(TypedGraph graph) {
        return inference(graph, Target.PLAIN);
    }

    /**
     * Of a session that computes blocks of samples, and one by one what is left of a batch.
     *
     * @throws ArithmeticException when the working memory would not fit an array
     */
    public static MemoryUse inference(TypedGraph graph, Target target) {
        InferenceSchedules schedules = InferenceSchedules.of(Folding.fold(Inference.inference(graph)), target);
        boolean alike = schedules.blocks() == schedules.single();
        Plan single = schedules.single().plan();
        return ofSession(graph, alike ? List.of(single) : List.of(schedules.blocks().plan(), single));
    }

    /**
     * Of a session that is given one sample at a time.
     *
     * @throws ArithmeticException when the working memory would not fit an array
     */
    public static MemoryUse single(TypedGraph graph, Target target) {
        InferenceSchedules schedules = InferenceSchedules.of(Folding.fold(Inference.inference(graph)), target);
        return ofSession(graph, List.of(schedules.single().plan()));
    }

    private static MemoryUse ofSession(TypedGraph graph, List<Plan> plans) {
        long prepared = plans.getFirst().prepared();
        long arena = plans.stream().mapToLong(Plan::arena).sum();
        long io = plans.stream().mapToLong(Plan::io).sum();
        long scratch = plans.stream().mapToLong(Plan::scratchFloats).sum();
        return inFloats(
                Scheduler.parameterFloats(graph.parameters()) + prepared, 0, 0, arena, io, scratch, arena + io + scratch);
    }

    /**
     * Of a trainer, by the plain loops and the batch of the train section.
     *
     * @throws ArithmeticException when the working memory would not fit an array
     * @throws IllegalArgumentException when the model cannot be trained, with the reason
     */
    public static MemoryUse training(TypedGraph graph) {
        return training(graph, Target.PLAIN);
    }

    /**
     * Of a trainer, by the batch of the train section.
     *
     * @throws ArithmeticException when the working memory would not fit an array
     * @throws IllegalArgumentException when the model cannot be trained, with the reason
     */
    public static MemoryUse training(TypedGraph graph, Target target) {
        Schedule schedule = Scheduler.training(Autodiff.autodiff(graph), target);
        Plan plan = schedule.plan();
        TrainingPlan training = schedule.training().orElseThrow().plan();
        PhasePlan phases = training.phases();
        int blocks = Math.ceilDiv(graph.training().orElseThrow().batch(), plan.block());
        long pieces = Math.min(blocks, training.pieces());
        long parameters = Scheduler.parameterFloats(graph.parameters());
        long gradients = pieces * (parameters + phases.extraFloats()) + phases.sumFloats();
        boolean ofThreads = phases.phases() == 1;
        long kept = ofThreads ? 1 : blocks;
        long ofBlock = (long) plan.arena() + plan.io();
        long scratch = plan.scratchFloats();
        return inFloats(
                parameters, gradients, training.stateSlots() * parameters, kept * plan.arena(), kept * plan.io(), scratch,
                ofThreads ? ofBlock + scratch : scratch);
    }

    private static MemoryUse inFloats(
            long parameters, long gradients, long state, long arena, long io, long scratch, long perThread) {
        return new MemoryUse(
                bytes(parameters), bytes(gradients), bytes(state), bytes(arena), bytes(io), bytes(scratch),
                bytes(perThread));
    }

    private static long bytes(long floats) {
        return Float.BYTES * floats;
    }
}
