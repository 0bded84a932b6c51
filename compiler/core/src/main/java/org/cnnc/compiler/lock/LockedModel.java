package org.cnnc.compiler.lock;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.cnnc.compiler.op.Schema;
import org.cnnc.compiler.shape.CheckedModel;
import org.cnnc.compiler.shape.LayerSummary;

/**
 * What a model comes to.
 *
 * @param parameters its parameters with their values, as the language writes them
 * @param inputs shapes by name
 * @param outputs shapes by name
 */
public record LockedModel(
        SequencedMap<String, String> parameters,
        SequencedMap<String, String> inputs,
        SequencedMap<String, String> outputs,
        LockedTotals totals,
        List<LockedLayer> layers) {
    public static LockedModel of(CheckedModel model) {
        SequencedMap<String, String> inputs = new LinkedHashMap<>();
        model.graph().inputs().forEach(input -> inputs.put(input.name(), input.type().shape().toString()));
        SequencedMap<String, String> outputs = new LinkedHashMap<>();
        model.graph().outputs().forEach((name, value) -> outputs.put(name, value.type().shape().toString()));
        return new LockedModel(model.parameters(), inputs, outputs, LockedTotals.of(model),
                model.layers().stream().map(LockedLayer::of).toList());
    }

    /**
     * The model with the arguments that are not said, as its layers had fewer when it was locked, at their defaults: a
     * layer that can do more than it could is no other layer.
     */
    public LockedModel completed(CheckedModel now) {
        Map<String, Schema> schemas = new HashMap<>();
        for (LayerSummary layer : now.layers()) {
            if (layer.arguments().isPresent()) schemas.put(layer.op(), layer.layer().kind().schema());
        }
        List<LockedLayer> completed = layers.stream()
                .map(layer -> schemas.containsKey(layer.op()) ? layer.completed(schemas.get(layer.op())) : layer)
                .toList();
        return new LockedModel(parameters, inputs, outputs, totals, completed);
    }
}
