package org.cnnc.benchmarks.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.cnnc.benchmarks.fork.Deployed;
import org.cnnc.benchmarks.fork.Settings;
import org.cnnc.compiler.Frontend;
import org.cnnc.compiler.graph.Node;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.op.Add;
import org.cnnc.compiler.op.Convolution;
import org.cnnc.compiler.op.ConvolutionLayer;
import org.cnnc.compiler.op.Dense;
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

/** A model of the zoo by the functions of DJL's layers, with the weights of its compiled class. */
record DjlGraph(TypedGraph graph, List<NDArray> parameters) {
    /** @param trained whether gradients of the parameters are asked for */
    static DjlGraph of(Settings settings, NDManager manager, boolean trained) {
        TypedGraph graph = Frontend.check(Path.of(settings.text("model")), Overrides.none()).models().getFirst().graph();
        float[] flat = Deployed.network(settings).parameters();
        List<NDArray> parameters = new ArrayList<>();
        for (int p = 0; p < graph.parameters().size(); p++) {
            Parameter parameter = graph.parameters().get(p);
            float[] values = Arrays.copyOfRange(flat, parameter.offset(), parameter.offset() + parameter.size());
            NDArray array = manager.create(values, new Shape(Arrays.stream(parameter.shape()).asLongStream().toArray()));
            boolean learns = graph.parameterValues().get(p).kind() == Value.Kind.PARAMETER;
            if (trained && learns) array.setRequiresGradient(true);
            parameters.add(array);
        }
        return new DjlGraph(graph, parameters);
    }

    int inputSize() {
        return Math.toIntExact(input().type().shape().elements());
    }

    int classes() {
        return Math.toIntExact(output().type().shape().elements());
    }

    /** The parameters that are trained. */
    List<NDArray> trained() {
        return parameters.stream().filter(NDArray::hasGradient).toList();
    }

    private Value input() {
        return graph.inputs().getFirst();
    }

    private Value output() {
        return graph.outputs().values().iterator().next();
    }

    NDArray batch(NDManager manager, float[] values, int samples) {
        int[] extents = input().type().shape().extents();
        return manager.create(values, new Shape(LongStream.concat(LongStream.of(samples), Arrays.stream(extents).asLongStream()).toArray()));
    }

    /** Probabilities; in training what goes into the softmax. */
    NDArray evaluate(NDArray batch, boolean training) {
        Map<Value, NDArray> arrays = new HashMap<>();
        arrays.put(input(), batch);
        for (int p = 0; p < parameters.size(); p++) arrays.put(graph.parameterValues().get(p), parameters.get(p));
        for (Node node : graph.nodes()) {
            List<NDArray> inputs = node.inputs().stream().map(arrays::get).toList();
            arrays.put(node.output(), forward(node.op(), node.inputs().getFirst(), inputs, training));
        }
        return arrays.get(output());
    }

    private static NDArray forward(Op op, Value input, List<NDArray> arrays, boolean training) {
        NDArray x = arrays.getFirst();
        return switch (op) {
            case ConvolutionLayer layer -> {
                Convolution convolution = layer.convolution(input.type().shape());
                List<WindowGeometry.Axis> axes = convolution.geometry(input.type().shape()).axes();
                yield Conv2d.conv2d(
                        x, arrays.get(1), optional(arrays, 2), each(axes, WindowGeometry.Axis::stride),
                        each(axes, WindowGeometry.Axis::before), each(axes, WindowGeometry.Axis::dilation),
                        convolution.groups()).singletonOrThrow();
            }
            case Dense _ -> Linear.linear(x, arrays.get(1), optional(arrays, 2)).singletonOrThrow();
            case org.cnnc.compiler.op.BatchNorm norm -> BatchNorm.batchNorm(
                    x, arrays.get(3), arrays.get(4), arrays.get(1), arrays.get(2), 1, (float) (1 - norm.momentum()),
                    (float) norm.eps(), training).singletonOrThrow();
            case MaxPool pool -> {
                List<WindowGeometry.Axis> axes = pool.geometry(input.type().shape()).axes();
                yield Pool.maxPool2d(
                        x, each(axes, WindowGeometry.Axis::kernel), each(axes, WindowGeometry.Axis::stride),
                        each(axes, WindowGeometry.Axis::before), pool.rounding() == Rounding.CEIL);
            }
            case GlobalAvgPool() -> x.mean(new int[] {2, 3}, true);
            case Relu() -> Activation.relu(x);
            case org.cnnc.compiler.op.Dropout(double p) ->
                    training ? Dropout.dropout(x, (float) p, true).singletonOrThrow() : x;
            case Flatten() -> x.flatten(1, -1);
            case Add() -> new NDList(arrays).stream().reduce(NDArray::add).orElseThrow();
            case Softmax _ -> training ? x : x.softmax(1);
            default -> throw new IllegalArgumentException("no counterpart in DJL is named here for " + op);
        };
    }

    private static Shape each(List<WindowGeometry.Axis> axes, ToLongFunction<WindowGeometry.Axis> number) {
        return new Shape(axes.stream().mapToLong(number).toArray());
    }

    private static NDArray optional(List<NDArray> arrays, int index) {
        return index < arrays.size() ? arrays.get(index) : null;
    }
}
