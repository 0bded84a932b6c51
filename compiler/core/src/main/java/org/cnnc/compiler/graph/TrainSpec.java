package org.cnnc.compiler.graph;

import org.cnnc.compiler.op.Arguments;
import org.cnnc.compiler.loss.Loss;
import org.cnnc.compiler.optimizer.Optimizer;

/**
 * The resolved {@code train} section.
 *
 * @param data name of the data source; empty when the section names none
 * @param dataArguments its arguments, defaults filled in
 */
public record TrainSpec(
        String data, Arguments dataArguments, Loss loss, Optimizer optimizer, int batch, int epochs, long seed) {}
