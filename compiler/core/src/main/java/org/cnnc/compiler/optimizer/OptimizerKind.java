package org.cnnc.compiler.optimizer;

import java.util.List;
import java.util.function.Function;
import org.cnnc.compiler.op.Arguments;
import org.cnnc.compiler.op.Schema;

/**
 * The registry's entry of an optimizer.
 *
 * @param name as the language writes it
 * @param summary one sentence for the reference page
 * @param create makes the optimizer from checked arguments
 * @param differences sentences for the reference page on what is deliberately not as in PyTorch
 */
public record OptimizerKind(
        String name, String summary, Schema schema, Function<Arguments, Optimizer> create, List<String> differences) {
    public OptimizerKind(String name, String summary, Schema schema, Function<Arguments, Optimizer> create) {
        this(name, summary, schema, create, List.of());
    }

    /** The same, with what is not as in PyTorch. */
    OptimizerKind differing(String... sentences) {
        return new OptimizerKind(name, summary, schema, create, List.of(sentences));
    }
}
