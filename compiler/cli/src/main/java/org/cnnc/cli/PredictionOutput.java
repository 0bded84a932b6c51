package org.cnnc.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import org.cnnc.train.Metrics;

/** Predictions as text, the likeliest classes of each sample, or as JSON, an object a sample. */
final class PredictionOutput {
    private static final int SHOWN = 3;

    private final PrintWriter out;
    private final TextFormat format;
    private final boolean probabilities;
    private final int size;

    /**
     * @param probabilities whether outputs are probabilities of classes, and not just numbers
     * @param size values of a sample's output
     */
    PredictionOutput(PrintWriter out, TextFormat format, boolean probabilities, int size) {
        this.out = out;
        this.format = format;
        this.probabilities = probabilities;
        this.size = size;
    }

    /** Writes a file's samples. @param outputs sample-major */
    void print(PredictionInput.Samples samples, float[] outputs) {
        for (int s = 0; s < samples.count(); s++) {
            switch (format) {
                case json -> Json.print(json(samples, s, outputs), out);
                case text -> out.println(name(samples, s) + ": " + text(outputs, s * size));
            }
        }
    }

    private static String name(PredictionInput.Samples samples, int sample) {
        return samples.file() + (samples.single() ? "" : "[" + sample + "]");
    }

    private ObjectNode json(PredictionInput.Samples samples, int sample, float[] outputs) {
        ObjectNode json = Json.object();
        json.put("input", samples.file().toString());
        if (!samples.single()) json.put("index", sample);
        if (probabilities) json.put("class", Metrics.predicted(outputs, sample * size, size));
        ArrayNode values = json.putArray(probabilities ? "probabilities" : "output");
        for (int i = 0; i < size; i++) values.add(outputs[sample * size + i]);
        return json;
    }

    private String text(float[] outputs, int offset) {
        StringJoiner text = new StringJoiner(", ");
        if (!probabilities || size == 1) {
            for (int i = 0; i < size; i++) text.add(Float.toString(outputs[offset + i]));
            return text.toString();
        }
        List<Integer> best = IntStream.range(0, size).boxed()
                .sorted(Comparator.comparing((Integer i) -> -outputs[offset + i]))
                .limit(SHOWN)
                .toList();
        for (int i : best) text.add(String.format(Locale.ROOT, "%d (%.2f%%)", i, 100 * outputs[offset + i]));
        return text.toString();
    }
}
