package org.cnnc.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.cnnc.compiler.memory.MemoryUse;
import org.cnnc.compiler.shape.CheckedModel;
import org.cnnc.compiler.shape.LayerSummary;
import org.cnnc.compiler.shape.Totals;

/** A model's summary as JSON; what cannot be told is null. */
final class SummaryJson {
    private SummaryJson() {}

    static ObjectNode of(CheckedModel model) {
        Totals totals = model.totals();
        ObjectNode json = Json.object();
        json.put("model", model.graph().name());
        ObjectNode inputs = json.putObject("inputs");
        model.graph().inputs().forEach(input -> inputs.set(input.name(), Json.extents(input.type().shape().extents())));
        ObjectNode outputs = json.putObject("outputs");
        model.graph().outputs().forEach((name, output) -> outputs.set(name, Json.extents(output.type().shape().extents())));
        json.put("parameters", totals.parameters());
        json.put("trainable", totals.trainable());
        json.put("macs", totals.macs());
        json.put("weights_bytes", totals.weightsBytes());
        json.put("activation_bytes", totals.activationBytes());
        ObjectNode memory = json.putObject("memory");
        put(memory, "infer", memory(() -> MemoryUse.inference(model.graph())));
        put(memory, "train", memory(() -> MemoryUse.training(model.graph())));
        extents(json.putArray("receptive_field"), totals.receptiveField());
        ArrayNode layers = json.putArray("layers");
        for (LayerSummary layer : model.layers()) layers.add(layer(layer));
        return json;
    }

    private static ObjectNode layer(LayerSummary layer) {
        ObjectNode json = Json.object();
        json.put("name", layer.path());
        json.put("op", layer.op());
        ArrayNode inputs = json.putArray("inputs");
        layer.inputs().forEach(inputs::add);
        json.set("output", Json.extents(layer.output().extents()));
        json.put("parameters", layer.parameters());
        json.put("macs", layer.macs());
        extents(json.putArray("receptive_field"), layer.receptiveField());
        json.put("init", layer.init());
        if (layer.deviation().isPresent()) json.put("init_std", layer.deviation().getAsDouble());
        json.put("line", layer.line());
        return json;
    }

    private static void extents(ArrayNode array, List<Long> extents) {
        extents.forEach(array::add);
    }

    /** Empty where it would not fit, and for training where the model cannot be trained. */
    private static OptionalLong memory(Supplier<MemoryUse> plan) {
        try {
            return OptionalLong.of(plan.get().total());
        } catch (ArithmeticException | IllegalArgumentException none) {
            return OptionalLong.empty();
        }
    }

    private static void put(ObjectNode json, String name, OptionalLong value) {
        if (value.isPresent()) {
            json.put(name, value.getAsLong());
        } else {
            json.putNull(name);
        }
    }
}
