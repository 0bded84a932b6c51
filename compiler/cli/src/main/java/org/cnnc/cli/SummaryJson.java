package org.cnnc.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.memory.MemoryUse;
import org.cnnc.compiler.report.Summary;
import org.cnnc.compiler.report.outline.Row;
import org.cnnc.compiler.shape.CheckedModel;
import org.cnnc.compiler.shape.LayerSummary;
import org.cnnc.compiler.shape.Totals;

/** A model's summary as JSON, with every layer; what cannot be told is null. */
final class SummaryJson {
    private SummaryJson() {}

    /** With the rows of the summary's depth too. */
    static ObjectNode withRows(Summary summary) {
        ObjectNode json = of(summary);
        ArrayNode rows = json.putArray("rows");
        for (Row row : summary.rows()) rows.add(row(row));
        return json;
    }

    static ObjectNode of(Summary summary) {
        CheckedModel model = summary.model();
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
        memory(memory, "infer", summary.memory().inference());
        memory(memory, "train", summary.memory().training());
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

    private static ObjectNode row(Row row) {
        ObjectNode json = Json.object();
        json.put("name", row.name());
        json.put("repeats", row.repeats());
        json.put("layers", row.layers().size());
        json.set("output", Json.extents(row.output().extents()));
        json.put("parameters", row.parameters());
        json.put("macs", row.macs());
        extents(json.putArray("receptive_field"), row.receptiveField());
        return json;
    }

    /** The sum under the name, its parts under {@code NAME_parts}. */
    private static void memory(ObjectNode json, String name, Optional<MemoryUse> plan) {
        if (plan.isEmpty()) {
            json.putNull(name);
            return;
        }
        MemoryUse use = plan.get();
        json.put(name, use.total());
        ObjectNode parts = json.putObject(name + "_parts");
        parts.put("parameters", use.parameters());
        parts.put("gradients", use.gradients());
        parts.put("optimizer_state", use.state());
        parts.put("arena", use.arena());
        parts.put("rows", use.scratch());
        parts.put("io", use.io());
    }
}
