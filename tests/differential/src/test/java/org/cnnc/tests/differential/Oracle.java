package org.cnnc.tests.differential;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cnnc.compiler.autodiff.Autodiff;
import org.cnnc.compiler.autodiff.Inference;
import org.cnnc.compiler.autodiff.TrainingGraph;
import org.cnnc.compiler.graph.Node;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.op.BatchNorm;
import org.cnnc.compiler.op.Evaluation;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.reference.Interpreter;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.runtime.CounterRandom;

/**
 * A network by the reference interpreter, in double precision. A block's random numbers (dropout) come from a key of
 * its own, as {@link org.cnnc.runtime.Trainer} derives it.
 */
final class Oracle {
    /**
     * The mean loss of a batch and its gradient.
     *
     * @param parameters laid out as the parameters; of running statistics, what they become
     * @param terms the size of a gradient's terms where a layer normalises over the batch, else 0. Such a layer undoes
     *     shifts and scalings of its input: of the gradient of a bias before it nothing but the terms' rounding is left
     * @param smooth whether no {@link Ties tie} is near, so that float arithmetic must find the same
     */
    record Gradient(double loss, double[] parameters, double terms, boolean smooth) {}

    /** Activations are around 1, and so are the terms of gradients, before a normalisation divides them. */
    private static final double TERMS = 0.3;

    private final int block;
    private final TypedGraph graph;
    private final TypedGraph inference;
    private final TrainingGraph training;

    /** @param block samples of a block, as the compiled network has them */
    Oracle(TypedGraph graph, int block) {
        this.block = block;
        this.graph = graph;
        inference = Inference.inference(graph);
        training = Autodiff.autodiff(graph);
    }

    /** All outputs, sample by sample, one behind the other. */
    double[] outputs(Batch batch) {
        int size = inference.outputs().values().stream().mapToInt(Oracle::size).sum();
        double[] results = new double[batch.samples() * size];
        Map<Value, Tensor> tensors = Interpreter.run(
                inference.nodes(), given(doubles(batch.parameters()), batch), new Evaluation(batch.samples(), 0));
        int start = 0;
        for (Value output : inference.outputs().values()) {
            int own = size(output);
            for (int s = 0; s < batch.samples(); s++) {
                System.arraycopy(tensors.get(output).data(), s * own, results, start + s * size, own);
            }
            start += own;
        }
        return results;
    }

    /** The gradient of the mean loss at the given parameters. @param step steps taken before, which dropout depends on */
    Gradient gradient(double[] parameters, Batch batch, long seed, long step) {
        Map<Value, Tensor> given = given(parameters, batch);
        Value target = training.target();
        given.put(target, Tensor.fill(target.type(), batch.samples(), i -> batch.targets()[i]));
        Value weight = training.sampleWeight();
        given.put(weight, Tensor.fill(weight.type(), batch.samples(), i -> 1.0 / batch.samples()));
        Map<Value, Tensor> tensors = Interpreter.run(training.nodes(), given, evaluation(batch.samples(), seed, step));
        double loss = 0;
        for (double sample : tensors.get(training.loss()).data()) loss += sample / batch.samples();
        double[] results = new double[parameters.length];
        double terms = training.updates().isEmpty() ? 0 : TERMS / smallestDeviation(tensors);
        for (int p = 0; p < graph.parameters().size(); p++) {
            Value parameter = graph.parameterValues().get(p);
            Value result = training.gradients().getOrDefault(parameter, training.updates().get(parameter));
            if (result == null) continue;
            double[] data = tensors.get(result).data();
            System.arraycopy(data, 0, results, graph.parameters().get(p).offset(), data.length);
            if (training.updates().isEmpty() || !trained(parameter)) continue;
            for (double element : data) terms = Math.max(terms, Math.abs(element));
        }
        return new Gradient(loss, results, terms, !Ties.near(training.nodes(), tensors));
    }

    /** Of a channel in the batch, 1 at the most. */
    private double smallestDeviation(Map<Value, Tensor> tensors) {
        double least = 1;
        for (Node node : training.nodes()) {
            if (!(node.op() instanceof BatchNorm norm)) continue;
            for (double variance : tensors.get(node.inputs().getLast()).data()) {
                least = Math.min(least, Math.sqrt(variance + norm.eps()));
            }
        }
        return least;
    }

    private static boolean trained(Value parameter) {
        return parameter.kind() == Value.Kind.PARAMETER;
    }

    private Evaluation evaluation(int samples, long seed, long step) {
        long stepKey = CounterRandom.derive(seed, step);
        List<Long> keys = new ArrayList<>();
        for (int index = 0; index * block < samples; index++) keys.add(CounterRandom.derive(stepKey, index));
        return new Evaluation(samples, block, keys, stepKey);
    }

    static double[] doubles(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) wide[i] = values[i];
        return wide;
    }

    private Map<Value, Tensor> given(double[] parameters, Batch batch) {
        Map<Value, Tensor> given = new HashMap<>();
        for (int p = 0; p < graph.parameters().size(); p++) {
            int offset = graph.parameters().get(p).offset();
            Value value = graph.parameterValues().get(p);
            given.put(value, Tensor.fill(value.type(), 1, i -> parameters[offset + i]));
        }
        List<Integer> starts = Batch.inputStarts(graph);
        int sampleSize = starts.getLast();
        for (int n = 0; n < graph.inputs().size(); n++) {
            Value input = graph.inputs().get(n);
            int start = starts.get(n);
            int own = size(input);
            given.put(input, Tensor.fill(input.type(), batch.samples(),
                    i -> batch.inputs()[i / own * sampleSize + start + i % own]));
        }
        return given;
    }

    private static int size(Value value) {
        return Math.toIntExact(value.type().shape().elements());
    }
}
