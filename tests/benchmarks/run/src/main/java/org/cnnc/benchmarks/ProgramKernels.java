package org.cnnc.benchmarks;

import java.util.List;
import java.util.stream.Collectors;
import org.cnnc.benchmarks.fork.CnncKernels;
import org.cnnc.compiler.Frontend;
import org.cnnc.compiler.autodiff.Autodiff;
import org.cnnc.compiler.autodiff.Folding;
import org.cnnc.compiler.autodiff.Inference;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.schedule.Cut;
import org.cnnc.compiler.schedule.InferenceSchedules;
import org.cnnc.compiler.schedule.Kernel;
import org.cnnc.compiler.schedule.Schedule;
import org.cnnc.compiler.schedule.Scheduler;
import org.cnnc.runtime.Target;

/**
 * The kernels of a compiled program, as its schedule names them.
 *
 * @param program the class behind the network's name, such as {@code Single512}
 */
record ProgramKernels(String program, List<Kernel> kernels) {
    /** @throws IllegalArgumentException unless it is a program for single samples or for training */
    static ProgramKernels of(PreparedModel model, String program) {
        TypedGraph graph = Frontend.check(model.file(), Overrides.none()).models().getFirst().graph();
        return new ProgramKernels(program, schedule(graph, program).kernels());
    }

    private static Schedule schedule(TypedGraph graph, String program) {
        String kind = program.replaceAll("(\\d+|Plain)$", "");
        Target target = target(program.substring(kind.length()));
        return switch (kind) {
            case "Single" -> InferenceSchedules.of(Folding.fold(Inference.inference(graph)), target).single();
            case "Training" -> Scheduler.training(Autodiff.autodiff(graph), target);
            default -> throw new IllegalArgumentException(program + ": expected Single… or Training…");
        };
    }

    private static Target target(String suffix) {
        return suffix.equals("Plain") ? Target.PLAIN : Target.valueOf("V" + suffix);
    }

    /**
     * Those whose names begin so, in their order, as {@link CnncKernels} is told them.
     *
     * @throws IllegalArgumentException if there are none
     */
    String named(String start) {
        List<Kernel> found = kernels.stream().filter(kernel -> kernel.name().startsWith(start)).toList();
        if (found.isEmpty()) {
            throw new IllegalArgumentException("no kernel " + start + "… among " + kernels.stream().map(Kernel::name).toList());
        }
        return found.stream()
                .map(kernel -> kernel.name() + "/" + kernel.cut().map(Cut::units).orElse(0))
                .collect(Collectors.joining(","));
    }
}
