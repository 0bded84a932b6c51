package org.cnnc.benchmarks.pytorch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.cnnc.benchmarks.fork.Deployed;
import org.cnnc.benchmarks.fork.Settings;
import org.cnnc.compiler.Frontend;
import org.cnnc.compiler.graph.Node;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.op.Add;
import org.cnnc.compiler.op.BatchNorm;
import org.cnnc.compiler.op.Convolution;
import org.cnnc.compiler.op.ConvolutionLayer;
import org.cnnc.compiler.op.Dense;
import org.cnnc.compiler.op.Dropout;
import org.cnnc.compiler.op.Flatten;
import org.cnnc.compiler.op.GlobalAvgPool;
import org.cnnc.compiler.op.MaxPool;
import org.cnnc.compiler.op.Op;
import org.cnnc.compiler.op.Relu;
import org.cnnc.compiler.op.Rounding;
import org.cnnc.compiler.op.Softmax;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.op.WindowGeometry;
import org.cnnc.runtime.Parameter;

/** A model of the zoo by PyTorch's functions, with the weights of its compiled class. */
record TorchGraph(TypedGraph graph, List<Tensor> parameters) {
    /** @param trained whether gradients of the parameters are asked for */
    static TorchGraph of(Settings settings, boolean trained) {
        TypedGraph graph = Frontend.check(Path.of(settings.text("model")), Overrides.none()).models().getFirst().graph();
        float[] flat = Deployed.network(settings).parameters();
        List<Tensor> parameters = new ArrayList<>();
        for (int p = 0; p < graph.parameters().size(); p++) {
            Parameter parameter = graph.parameters().get(p);
            float[] values = Arrays.copyOfRange(flat, parameter.offset(), parameter.offset() + parameter.size());
            Tensor tensor = Tensor.create(values, longs(parameter.shape()));
            boolean learns = graph.parameterValues().get(p).kind() == Value.Kind.PARAMETER;
            parameters.add(trained && learns ? tensor.set_requires_grad(true) : tensor);
        }
        return new TorchGraph(graph, parameters);
    }

    /** Floats of a sample. */
    int inputSize() {
        return Math.toIntExact(input().type().shape().elements());
    }

    int classes() {
        return Math.toIntExact(output().type().shape().elements());
    }

    private Value input() {
        return graph.inputs().getFirst();
    }

    private Value output() {
        return graph.outputs().values().iterator().next();
    }

    Tensor batch(float[] values, int samples) {
        long[] shape = LongStream.concat(LongStream.of(samples), Arrays.stream(longs(input().type().shape().extents()))).toArray();
        return Tensor.create(values, shape);
    }

    /** Probabilities of a batch. */
    Tensor infer(Tensor batch) {
        return evaluate(batch, false);
    }

    /** What goes into the softmax, in training. */
    Tensor logits(Tensor batch) {
        return evaluate(batch, true);
    }

    private Tensor evaluate(Tensor batch, boolean training) {
        Map<Value, Tensor> tensors = new HashMap<>();
        tensors.put(input(), batch);
        for (int p = 0; p < parameters.size(); p++) tensors.put(graph.parameterValues().get(p), parameters.get(p));
        for (Node node : graph.nodes()) {
            List<Tensor> inputs = node.inputs().stream().map(tensors::get).toList();
            tensors.put(node.output(), forward(node.op(), node.inputs().getFirst(), inputs, training));
        }
        return tensors.get(output());
    }

    private static Tensor forward(Op op, Value input, List<Tensor> tensors, boolean training) {
        Tensor x = tensors.getFirst();
        return switch (op) {
            case ConvolutionLayer layer -> {
                Convolution convolution = layer.convolution(input.type().shape());
                List<WindowGeometry.Axis> axes = convolution.geometry(input.type().shape()).axes();
                yield torch.conv2d(
                        x, tensors.get(1), optional(tensors, 2), each(axes, WindowGeometry.Axis::stride),
                        each(axes, WindowGeometry.Axis::before), each(axes, WindowGeometry.Axis::dilation), convolution.groups());
            }
            case Dense _ -> torch.linear(x, tensors.get(1), optional(tensors, 2));
            case BatchNorm norm -> torch.batch_norm(
                    x, optional(tensors, 1), optional(tensors, 2), optional(tensors, 3), optional(tensors, 4), training,
                    norm.momentum(), norm.eps(), false);
            case MaxPool pool -> {
                List<WindowGeometry.Axis> axes = pool.geometry(input.type().shape()).axes();
                yield torch.max_pool2d(
                        x, each(axes, WindowGeometry.Axis::kernel), each(axes, WindowGeometry.Axis::stride),
                        each(axes, WindowGeometry.Axis::before), each(axes, WindowGeometry.Axis::dilation),
                        pool.rounding() == Rounding.CEIL);
            }
            case GlobalAvgPool() -> x.mean(new long[] {2, 3}, true, new ScalarTypeOptional());
            case Relu() -> torch.relu(x);
            case Dropout(double p) -> training ? torch.dropout(x, p, true) : x;
            case Flatten() -> torch.flatten(x, 1, -1);
            case Add() -> tensors.stream().reduce(Tensor::add).orElseThrow();
            case Softmax _ -> training ? x : torch.softmax(x, 1);
            default -> throw new IllegalArgumentException("no counterpart in PyTorch is named here for " + op);
        };
    }

    private static long[] each(List<WindowGeometry.Axis> axes, ToLongFunction<WindowGeometry.Axis> number) {
        return axes.stream().mapToLong(number).toArray();
    }

    private static TensorOptional optional(List<Tensor> tensors, int index) {
        return index < tensors.size() ? new TensorOptional(tensors.get(index)) : new TensorOptional();
    }

    private static long[] longs(int[] values) {
        return Arrays.stream(values).asLongStream().toArray();
    }
}
