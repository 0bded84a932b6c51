package org.cnnc.compiler.autodiff;

import java.util.List;
import java.util.Map;
import org.cnnc.compiler.graph.Node;
import org.cnnc.compiler.graph.TrainSpec;
import org.cnnc.compiler.op.Value;
import org.cnnc.runtime.Parameter;

/**
 * One step of training without the optimizer: from inputs, target and sample weights to the loss and the
 * gradients of the parameters. The gradients are those of {@code sum_n weight_n * loss_n}.
 *
 * @param target of the shape of the first output
 * @param sampleWeight one number a sample: 1/n for each of the n samples of a batch, 0 for those that fill it up
 * @param parameterValues the values of the parameters, in the same order
 * @param nodes forward in training mode, the loss, backward; each node follows those it reads, and each is
 *     needed for the loss, a gradient or an update. A backward node has the path of the layer whose gradient it takes
 * @param loss one number a sample, not yet times its sample weight; class weights are in it already
 * @param gradients of each parameter that the loss depends on, shared and of the parameter's shape; in the
 *     parameters' order
 * @param updates what the values of kind STATE become after the step, such as running statistics
 * @param outputs the first output by its name, as the loss reads it: logits, where a softmax or sigmoid at its end
 *     became part of the loss
 */
public record TrainingGraph(
        String name,
        String file,
        List<Value> inputs,
        Value target,
        Value sampleWeight,
        List<Parameter> parameters,
        List<Value> parameterValues,
        List<Node> nodes,
        Value loss,
        Map<Value, Value> gradients,
        Map<Value, Value> updates,
        Map<String, Value> outputs,
        TrainSpec training) {}
