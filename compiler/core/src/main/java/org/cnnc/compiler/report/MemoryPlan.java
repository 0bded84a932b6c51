package org.cnnc.compiler.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.memory.MemoryUse;
import org.cnnc.compiler.report.outline.Quantity;

/**
 * What a model takes of the heap when one thread runs or trains it.
 *
 * @param inference empty where the working memory would not fit an array
 * @param training empty there too, and for a model that cannot be trained
 * @param notes why a plan is missing
 */
public record MemoryPlan(Optional<MemoryUse> inference, Optional<MemoryUse> training, List<String> notes) {
    /** A line of the plan, in bytes; empty where there is no plan. */
    public record Line(String name, Optional<Long> inference, Optional<Long> training) {}

    /** Models of more layers are not planned: scheduling takes a time that grows with the square of their number. */
    static final int MOST_LAYERS = 4_000;

    /** Plans both. */
    public static MemoryPlan of(TypedGraph graph) {
        if (graph.nodes().size() > MOST_LAYERS) {
            String note = "not planned: the model has more than " + Quantity.exact(MOST_LAYERS) + " layers";
            return new MemoryPlan(Optional.empty(), Optional.empty(), List.of(note));
        }
        List<String> notes = new ArrayList<>();
        Optional<MemoryUse> inference = plan("inference", () -> MemoryUse.inference(graph), notes);
        Optional<MemoryUse> training = graph.training().isPresent()
                ? plan("training", () -> MemoryUse.training(graph), notes)
                : Optional.empty();
        if (graph.training().isEmpty()) notes.add("training: the file has no train section for this model");
        return new MemoryPlan(inference, training, List.copyOf(notes));
    }

    private static Optional<MemoryUse> plan(String what, Supplier<MemoryUse> planner, List<String> notes) {
        try {
            return Optional.of(planner.get());
        } catch (ArithmeticException tooLarge) {
            notes.add(what + ": a block of samples does not fit one array");
        } catch (IllegalArgumentException untrainable) {
            notes.add(what + ": " + untrainable.getMessage());
        }
        return Optional.empty();
    }

    /** The parts and their sum, the last line. */
    public List<Line> lines() {
        return List.of(
                line("parameters", MemoryUse::parameters),
                line("gradients", MemoryUse::gradients),
                line("optimizer state", MemoryUse::state),
                line("activations (arena)", use -> use.arena() + use.scratch()),
                line("inputs and outputs", MemoryUse::io),
                line("total", MemoryUse::total));
    }

    private Line line(String name, ToLongFunction<MemoryUse> part) {
        return new Line(name, inference.map(part::applyAsLong), training.map(part::applyAsLong));
    }
}
