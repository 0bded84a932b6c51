package org.cnnc.compiler.schedule;

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
 * @param training what training adds; empty for inference
 */
public record Schedule(
        String model, String file, Target target, List<Kernel> kernels, Plan plan, Optional<Training> training) {

    /** @param update the optimizer's step for {@link #UPDATE_FLOATS} parameters, kernel by kernel */
    public record Training(TrainingPlan plan, List<Kernel> update) {}

    /** Parameters that one call of the update kernel covers; parameter tensors start at multiples of it. */
    public static final int UPDATE_FLOATS = 16;

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(model + (training.isPresent() ? " training" : " inference") + " for "
                + target + ", block " + plan.block() + ", arena " + plan.arena() + " floats\n");
        for (Kernel kernel : kernels) text.append("  ").append(kernel).append('\n');
        training.ifPresent(t -> t.update().forEach(kernel -> text.append("  ").append(kernel).append('\n')));
        return text.toString();
    }
}
