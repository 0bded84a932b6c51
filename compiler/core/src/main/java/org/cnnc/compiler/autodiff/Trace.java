package org.cnnc.compiler.autodiff;

import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.graph.Node;
import org.cnnc.compiler.op.Value;

/**
 * A step of training, and where in it the network's layers are.
 *
 * @param layers those whose result the step computes, in the network's order: a softmax that is part of the loss is not
 *     among them
 */
public record Trace(TrainingGraph training, List<Layer> layers) {
    /**
     * A layer of the network.
     *
     * @param node as the typed graph has it
     * @param inputs what the step's values are for the node's
     * @param result what the layer gives in training
     * @param gradient of the batch's loss by the result; empty where no parameter stands before it
     */
    public record Layer(Node node, List<Value> inputs, Value result, Optional<Value> gradient) {}
}
