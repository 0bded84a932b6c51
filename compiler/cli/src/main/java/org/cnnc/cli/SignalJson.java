package org.cnnc.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.cnnc.compiler.report.GraphText;
import org.cnnc.compiler.signal.LayerSignal;
import org.cnnc.compiler.signal.Signals;
import org.cnnc.compiler.signal.Verdict;

/** The signals of a model that is not trained yet as JSON; what there is not is left out. */
final class SignalJson {
    private SignalJson() {}

    /** @param layer only this layer and what is below it; empty for all. The verdicts are of all */
    static ObjectNode of(Signals signals, String layer) {
        ObjectNode json = Json.object();
        json.put("model", signals.model());
        json.put("seed", signals.seed());
        json.put("samples", signals.samples());
        json.put("inputs", "standard normal");
        json.put("targets", "random classes");
        json.put("loss", signals.loss());
        Json.put(json, "input_std", signals.input());
        ArrayNode layers = json.putArray("layers");
        signals.layers().stream()
                .filter(signal -> GraphText.within(signal.path(), layer))
                .forEach(signal -> layers.add(layer(signal)));
        json.set("forward", verdict(signals.forward()));
        json.set("backward", verdict(signals.backward()));
        signals.remedy().ifPresent(remedy -> json.put("remedy", remedy));
        return json;
    }

    private static ObjectNode layer(LayerSignal signal) {
        ObjectNode json = Json.object();
        json.put("name", signal.path());
        json.put("op", signal.op());
        json.set("output", Json.extents(signal.output().extents()));
        json.put("init", signal.init());
        Json.put(json, "std", signal.deviation());
        signal.ratio().ifPresent(ratio -> Json.put(json, "ratio", ratio));
        signal.gradient().ifPresent(gradient -> Json.put(json, "gradient_std", gradient));
        signal.gradientLength().ifPresent(length -> Json.put(json, "gradient_length", length));
        signal.weightGradient().ifPresent(gradient -> Json.put(json, "weight_gradient_std", gradient));
        json.put("line", signal.line());
        return json;
    }

    private static ObjectNode verdict(Verdict verdict) {
        ObjectNode json = Json.object();
        json.put("verdict", verdict.direction().name().toLowerCase(Locale.ROOT));
        Json.put(json, "factor", verdict.factor());
        Json.put(json, "per_layer", verdict.perLayer());
        json.put("at", verdict.worst());
        ArrayNode layers = json.putArray("layers");
        verdict.layers().forEach(layers::add);
        return json;
    }
}
