package org.cnnc.tests.peers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.cnnc.compiler.graph.Node;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.op.Value;
import org.cnnc.runtime.Parameter;

/** A network by PyTorch, in float32 or in float64, from the same numbers. */
record TorchNetwork(TypedGraph graph, ScalarType type) {
    /** A loss of the first output. */
    @FunctionalInterface
    interface Loss {
        Tensor of(Tensor output, Tensor target);
    }

    static final Loss MEAN_SQUARED_ERROR = torch::mse_loss;

    /**
     * What a network gives.
     *
     * @param outputs in inference, output by output, each sample by sample
     * @param gradients of the loss in training, laid out as the parameters; of running statistics, what they become
     */
    record Result(double[] outputs, double loss, double[] gradients) {}

    Result run(Numbers numbers, Loss loss) {
        try (PointerScope scope = new PointerScope()) {
            Batch batch = batch(numbers);
            Map<Value, Tensor> inferred = evaluate(batch, parameters(numbers.parameters()), false);
            double[] outputs = graph.outputs().values().stream()
                    .map(inferred::get)
                    .flatMapToDouble(output -> Arrays.stream(Torch.values(output)))
                    .toArray();
            List<Tensor> parameters = parameters(numbers.parameters());
            Tensor mean = mean(batch, parameters, loss);
            mean.backward();
            return new Result(outputs, mean.item().toDouble(), gradients(parameters, numbers));
        }
    }

    /** A batch's inputs and targets. */
    record Batch(Map<Value, Tensor> inputs, Tensor target) {}

    Batch batch(Numbers numbers) {
        Map<Value, Tensor> inputs = new HashMap<>();
        int sampleSize = IntStream.range(0, graph.inputs().size()).map(this::size).sum();
        int start = 0;
        for (int i = 0; i < graph.inputs().size(); i++) {
            float[] own = numbers.columns(start, size(i), sampleSize);
            Value input = graph.inputs().get(i);
            inputs.put(input, Torch.tensor(own, 0, Torch.batched(numbers.samples(), input.type().shape()), type));
            start += size(i);
        }
        long[] shape = Torch.batched(numbers.samples(), firstOutput().type().shape());
        return new Batch(inputs, Torch.tensor(numbers.targets(), 0, shape, type));
    }

    private Value firstOutput() {
        return graph.outputs().values().iterator().next();
    }

    /** The loss of a batch in training. */
    Tensor mean(Batch batch, List<Tensor> parameters, Loss loss) {
        return loss.of(evaluate(batch, parameters, true).get(firstOutput()), batch.target());
    }

    /** Of tensors after {@code backward}, laid out as the parameters. */
    double[] gradients(List<Tensor> parameters, Numbers numbers) {
        double[] gradients = new double[numbers.parameters().length];
        for (int p = 0; p < parameters.size(); p++) {
            Tensor own = parameters.get(p);
            if (own.requires_grad() && !own.grad().defined()) continue;
            double[] values = Torch.values(own.requires_grad() ? own.grad() : own);
            System.arraycopy(values, 0, gradients, graph.parameters().get(p).offset(), values.length);
        }
        return gradients;
    }

    /** Tensors of what lies in a flat array, of which gradients are taken where they are trained. */
    List<Tensor> parameters(float[] flat) {
        List<Tensor> tensors = new ArrayList<>();
        for (int p = 0; p < graph.parameters().size(); p++) {
            Parameter parameter = graph.parameters().get(p);
            Tensor tensor = Torch.tensor(flat, parameter.offset(), Torch.longs(parameter.shape()), type);
            boolean trained = graph.parameterValues().get(p).kind() == Value.Kind.PARAMETER;
            tensors.add(trained ? tensor.set_requires_grad(true) : tensor);
        }
        return tensors;
    }

    private Map<Value, Tensor> evaluate(Batch batch, List<Tensor> parameters, boolean training) {
        Map<Value, Tensor> tensors = new HashMap<>(batch.inputs());
        for (int p = 0; p < parameters.size(); p++) tensors.put(graph.parameterValues().get(p), parameters.get(p));
        for (Node node : graph.nodes()) {
            List<Tensor> inputs = node.inputs().stream().filter(value -> value.type().batched()).map(tensors::get).toList();
            List<Tensor> own = node.inputs().stream().filter(value -> !value.type().batched()).map(tensors::get).toList();
            tensors.put(node.output(), TorchLayers.forward(node.op(), inputs, own, training));
        }
        return tensors;
    }

    private int size(int input) {
        return Math.toIntExact(graph.inputs().get(input).type().shape().elements());
    }
}
