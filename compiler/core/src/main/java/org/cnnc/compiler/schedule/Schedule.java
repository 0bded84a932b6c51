package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cnnc.runtime.Plan;
import org.cnnc.runtime.Target;
import org.cnnc.runtime.TrainingPlan;

/**
 * A program before it is bytecode: kernels in the order in which a run executes them for one block of samples.
 *
 * @param model the model's name
 * @param file the source file's name, for stack traces
 * @param blocked the tensors that stand in blocks of channels
 * @param training what training adds; empty for inference
 */
public record Schedule(
        String model, String file, Target target, List<Kernel> kernels, Plan plan, List<BlockedTensor> blocked,
        Optional<Training> training) {

    /**
     * @param phaseEnds where each phase ends among the kernels; those behind the last run once a step
     * @param update the optimizer's step for {@link #UPDATE_FLOATS} parameters, kernel by kernel
     * @param values the numbers that it computes with
     */
    public record Training(TrainingPlan plan, int[] phaseEnds, List<Kernel> update, StepValues values) {}

    /** Predicted cycles of a sample on one core; see {@link Kernel#cycles}. */
    public double cyclesPerSample() {
        return cycles(plan.block()) / plan.block();
    }

    /** Predicted cycles of a batch on one core, its last block filled up. */
    double cycles(int samples) {
        return Math.ceilDiv(samples, plan.block()) * kernels.stream().mapToDouble(Kernel::cycles).sum();
    }

    /** The kernels of each phase; all of them in one for inference. */
    public List<List<Kernel>> phases() {
        if (training.isEmpty()) return List.of(kernels);
        List<List<Kernel>> phases = new ArrayList<>();
        int start = 0;
        for (int end : training.get().phaseEnds()) {
            phases.add(kernels.subList(start, end));
            start = end;
        }
        return phases;
    }

    /** How several threads share the phases. */
    public List<Section> sections() {
        return CutSections.cut(phases());
    }

    /** The kernels that run once a step, when all phases are through. */
    public List<Kernel> finish() {
        int[] ends = training.map(Training::phaseEnds).orElse(new int[] {kernels.size()});
        return kernels.subList(ends[ends.length - 1], kernels.size());
    }

    /** Parameters that one call of the update kernel covers; parameter tensors start at multiples of it. */
    public static final int UPDATE_FLOATS = 16;

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(model + (training.isPresent() ? " training" : " inference") + " for "
                + target + ", block " + plan.block() + ", arena " + plan.arena() + " floats\n");
        for (BlockedTensor tensor : blocked) text.append("  blocks: ").append(tensor).append('\n');
        List<List<Kernel>> phases = phases();
        for (int phase = 0; phase < phases.size(); phase++) {
            if (phases.size() > 1) text.append("phase ").append(phase + 1).append('\n');
            for (Kernel kernel : phases.get(phase)) text.append("  ").append(kernel).append('\n');
        }
        if (!finish().isEmpty()) text.append("once\n");
        for (Kernel kernel : finish()) text.append("  ").append(kernel).append('\n');
        training.ifPresent(t -> t.update().forEach(kernel -> text.append("  ").append(kernel).append('\n')));
        return text.toString();
    }
}
