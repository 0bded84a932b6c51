package org.cnnc.compiler.loss;

import java.util.function.Function;
import org.cnnc.compiler.op.Arguments;
import org.cnnc.compiler.op.Schema;

/**
 * The registry's entry of a loss.
 *
 * @param name as the language writes it
 * @param summary one sentence for the reference page and for help
 * @param create makes the loss from checked arguments
 */
public record LossKind(String name, String summary, Schema schema, Function<Arguments, Loss> create) {
    @Override
    public String toString() {
        return name;
    }
}
