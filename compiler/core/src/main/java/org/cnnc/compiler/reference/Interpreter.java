package org.cnnc.compiler.reference;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cnnc.compiler.graph.Node;
import org.cnnc.compiler.op.Evaluation;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.tensor.Tensor;

/**
 * Evaluates any graph, inference or training, by its ops' own reference evaluations in double precision: the
 * oracle that compiled code is held against.
 */
public final class Interpreter {
    private Interpreter() {}

    /**
     * Evaluates nodes in their order.
     *
     * @param given inputs and parameters, and for training the target and the sample weights
     * @return what was given, and every node's output
     * @throws IllegalArgumentException when a node reads what is neither given nor computed before it, or a
     *     tensor is not of its value's type
     */
    public static Map<Value, Tensor> run(List<Node> nodes, Map<Value, Tensor> given, Evaluation evaluation) {
        Map<Value, Tensor> tensors = new HashMap<>();
        given.forEach((value, tensor) -> tensors.put(value, typed(value, tensor, evaluation)));
        for (Node node : nodes) {
            List<Tensor> inputs = node.inputs().stream().map(value -> read(tensors, value, node)).toList();
            tensors.put(node.output(), typed(node.output(), node.op().evaluate(inputs, evaluation), evaluation));
        }
        return tensors;
    }

    private static Tensor read(Map<Value, Tensor> tensors, Value value, Node node) {
        Tensor tensor = tensors.get(value);
        if (tensor != null) return tensor;
        throw new IllegalArgumentException(
                "node " + node.path() + " (" + node.op().name() + ") reads " + value.name() + " (" + value.kind()
                        + "), which is neither given nor computed by a node before it");
    }

    private static Tensor typed(Value value, Tensor tensor, Evaluation evaluation) {
        int samples = value.type().batched() ? evaluation.samples() : 1;
        if (tensor.type().equals(value.type()) && tensor.samples() == samples) return tensor;
        throw new IllegalArgumentException(
                value.name() + " is " + samples + " x (" + value.type() + "), the tensor " + tensor.samples() + " x ("
                        + tensor.type() + ")");
    }
}
