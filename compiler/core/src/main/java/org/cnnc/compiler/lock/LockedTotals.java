package org.cnnc.compiler.lock;

import java.util.LinkedHashMap;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.memory.MemoryUse;
import org.cnnc.compiler.shape.CheckedModel;
import org.cnnc.compiler.shape.Totals;

/**
 * A model's sums: counts, and bytes of activations a sample, of weights, and of memory.
 *
 * @param receptiveField of the first output; empty without spatial axes
 * @param values numbers by name, in the order in which they are shown; one that has no value is missing
 */
public record LockedTotals(String receptiveField, SequencedMap<String, Long> values) {
    static final String RECEPTIVE_FIELD = "receptive_field";
    static final String MEMORY_INFER = "memory.infer";
    static final String MEMORY_TRAIN = "memory.train";
    static final Set<String> KEYS = Set.of(
            "parameters", "trainable", "macs", "activations", "weights", RECEPTIVE_FIELD, MEMORY_INFER, MEMORY_TRAIN);

    static LockedTotals of(CheckedModel model) {
        Totals totals = model.totals();
        SequencedMap<String, Long> values = new LinkedHashMap<>();
        values.put("parameters", totals.parameters());
        values.put("trainable", totals.trainable());
        values.put("macs", totals.macs());
        values.put("activations", totals.activationBytes());
        values.put("weights", totals.weightsBytes());
        memory(graph -> MemoryUse.inference(graph).total(), model.graph()).ifPresent(bytes -> values.put(MEMORY_INFER, bytes));
        if (model.graph().training().isPresent()) {
            memory(graph -> MemoryUse.training(graph).total(), model.graph()).ifPresent(bytes -> values.put(MEMORY_TRAIN, bytes));
        }
        String field = totals.receptiveField().stream().map(String::valueOf).collect(Collectors.joining(" x "));
        return new LockedTotals(field, values);
    }

    /** Empty where the working memory would not fit an array, or the model cannot be trained. */
    private static OptionalLong memory(ToLongFunction<TypedGraph> measure, TypedGraph graph) {
        try {
            return OptionalLong.of(measure.applyAsLong(graph));
        } catch (ArithmeticException | IllegalArgumentException unmeasurable) {
            return OptionalLong.empty();
        }
    }
}
