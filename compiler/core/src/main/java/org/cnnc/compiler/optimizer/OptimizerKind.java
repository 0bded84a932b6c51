package org.cnnc.compiler.optimizer;

import java.util.function.Function;
import org.cnnc.compiler.op.Arguments;
import org.cnnc.compiler.op.Schema;

/**
 * The registry's entry of an optimizer.
 *
 * @param name as the language writes it
 * @param summary one sentence for the reference page
 * @param create makes the optimizer from checked arguments
 */
public record OptimizerKind(String name, String summary, Schema schema, Function<Arguments, Optimizer> create) {}
