package org.cnnc.compiler.loss;

import java.util.List;
import java.util.function.Function;
import org.cnnc.compiler.op.Arguments;
import org.cnnc.compiler.op.Schema;
import org.cnnc.compiler.tensor.Shape;

/**
 * The registry's entry of a loss.
 *
 * @param name as the language writes it
 * @param summary for the reference page and for help
 * @param create makes the loss from checked arguments
 * @param samples configurations for generic tests
 * @param differences sentences for the reference page on what is deliberately not as in PyTorch
 */
public record LossKind(
        String name, String summary, Schema schema, Function<Arguments, Loss> create, List<Sample> samples, List<String> differences) {
    public LossKind(String name, String summary, Schema schema, Function<Arguments, Loss> create, List<Sample> samples) {
        this(name, summary, schema, create, samples, List.of());
    }

    /** The same, with what is not as in PyTorch. */
    LossKind differing(String... sentences) {
        return new LossKind(name, summary, schema, create, samples, List.of(sentences));
    }

    /**
     * A configuration for generic tests.
     *
     * @param arguments all that the schema has
     * @param prediction the shape of what the loss is given
     */
    public record Sample(Arguments arguments, Shape prediction) {}

    @Override
    public String toString() {
        return name;
    }
}
