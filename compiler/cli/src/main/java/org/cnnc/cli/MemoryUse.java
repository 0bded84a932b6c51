package org.cnnc.cli;

import java.util.OptionalLong;
import org.cnnc.compiler.autodiff.Inference;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.schedule.Schedule;
import org.cnnc.compiler.schedule.Scheduler;
import org.cnnc.runtime.Plan;
import org.cnnc.runtime.Target;
import org.cnnc.runtime.TrainingPlan;

/** What a compiled network takes of the heap on one thread, in bytes: parameters and working memory. */
final class MemoryUse {
    private MemoryUse() {}

    /** Of a session; empty where the working memory would not fit an array. */
    static OptionalLong inference(TypedGraph graph) {
        try {
            Schedule schedule = Scheduler.inference(Inference.inference(graph), Target.PLAIN);
            return OptionalLong.of(Float.BYTES * (parameters(graph) + working(schedule.plan())));
        } catch (ArithmeticException tooLarge) {
            return OptionalLong.empty();
        }
    }

    /** Of a trainer; empty without a train section, or where the working memory would not fit an array. */
    static OptionalLong training(TypedGraph graph) {
        if (graph.training().isEmpty()) return OptionalLong.empty();
        try {
            Schedule schedule = Scheduler.training(Compilation.trainingGraph(graph), Target.PLAIN);
            TrainingPlan plan = schedule.training().orElseThrow().plan();
            long copies = 1L + plan.pieces() + plan.stateSlots();
            return OptionalLong.of(Float.BYTES * (copies * parameters(graph) + working(schedule.plan())));
        } catch (ArithmeticException tooLarge) {
            return OptionalLong.empty();
        }
    }

    private static long parameters(TypedGraph graph) {
        return Scheduler.parameterFloats(graph.parameters());
    }

    private static long working(Plan plan) {
        return (long) plan.arena() + plan.io() + plan.rowFloats();
    }
}
