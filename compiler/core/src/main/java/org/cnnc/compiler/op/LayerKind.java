package org.cnnc.compiler.op;

import java.util.List;
import java.util.function.Function;

/**
 * The registry's entry of a layer.
 *
 * @param name as the language writes it
 * @param summary one sentence for the reference page and for help
 * @param schema its arguments
 * @param create makes the layer from checked arguments
 * @param samples configurations that the generic tests run; never empty
 * @param differences sentences for the reference page on what is deliberately not as in PyTorch
 */
public record LayerKind(
        String name, String summary, Schema schema, Function<Arguments, Layer> create, List<Sample> samples,
        List<String> differences) {
    public LayerKind(String name, String summary, Schema schema, Function<Arguments, Layer> create, List<Sample> samples) {
        this(name, summary, schema, create, samples, List.of());
    }

    /** The same, with what is not as in PyTorch. */
    LayerKind differing(String... sentences) {
        return new LayerKind(name, summary, schema, create, samples, List.of(sentences));
    }

    @Override
    public String toString() {
        return name;
    }
}
