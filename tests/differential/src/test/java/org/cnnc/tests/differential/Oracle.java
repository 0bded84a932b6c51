package org.cnnc.tests.differential;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cnnc.compiler.autodiff.Autodiff;
import org.cnnc.compiler.autodiff.Inference;
import org.cnnc.compiler.autodiff.TrainingGraph;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.op.Evaluation;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.reference.Interpreter;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.runtime.CounterRandom;

/**
 * A network by the reference interpreter, in double precision. Batches go through in blocks, because a block's
 * random numbers (dropout) come from a key of its own, as {@link org.cnnc.runtime.Trainer} derives it.
 */
final class Oracle {
    /**
     * The mean loss of a batch and its gradient.
     *
     * @param parameters laid out as the parameters
     * @param smooth whether no {@link Ties tie} is near, so that float arithmetic must find the same
     */
    record Gradient(double loss, double[] parameters, boolean smooth) {}

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
        double[] parameters = doubles(batch.parameters());
        for (int first = 0; first < batch.samples(); first += block) {
            int count = Math.min(block, batch.samples() - first);
            Map<Value, Tensor> given = given(parameters, batch, first, count);
            Map<Value, Tensor> tensors = Interpreter.run(inference.nodes(), given, new Evaluation(count, 0));
            int start = first * size;
            for (Value output : inference.outputs().values()) {
                int own = size(output);
                for (int s = 0; s < count; s++) {
                    System.arraycopy(tensors.get(output).data(), s * own, results, start + s * size, own);
                }
                start += own;
            }
        }
        return results;
    }

    /** The gradient of the mean loss at the given parameters. @param step steps taken before, which dropout depends on */
    Gradient gradient(double[] parameters, Batch batch, long seed, long step) {
        double[] sums = new double[parameters.length];
        double loss = 0;
        boolean smooth = true;
        long stepKey = CounterRandom.derive(seed, step);
        for (int first = 0; first < batch.samples(); first += block) {
            int count = Math.min(block, batch.samples() - first);
            Map<Value, Tensor> given = given(parameters, batch, first, count);
            Value target = training.target();
            int from = first * size(target);
            given.put(target, Tensor.fill(target.type(), count, i -> batch.targets()[from + i]));
            Value weight = training.sampleWeight();
            given.put(weight, Tensor.fill(weight.type(), count, i -> 1.0 / batch.samples()));
            Evaluation evaluation = new Evaluation(count, CounterRandom.derive(stepKey, first / block));
            Map<Value, Tensor> tensors = Interpreter.run(training.nodes(), given, evaluation);
            smooth &= !Ties.near(training.nodes(), tensors);
            for (double sample : tensors.get(training.loss()).data()) loss += sample / batch.samples();
            for (int p = 0; p < graph.parameters().size(); p++) {
                Optional<Value> gradient = Optional.ofNullable(training.gradients().get(graph.parameterValues().get(p)));
                if (gradient.isEmpty()) continue;
                double[] data = tensors.get(gradient.get()).data();
                int offset = graph.parameters().get(p).offset();
                for (int i = 0; i < data.length; i++) sums[offset + i] += data[i];
            }
        }
        return new Gradient(loss, sums, smooth);
    }

    static double[] doubles(float[] values) {
        double[] wide = new double[values.length];
        for (int i = 0; i < wide.length; i++) wide[i] = values[i];
        return wide;
    }

    private Map<Value, Tensor> given(double[] parameters, Batch batch, int first, int count) {
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
            given.put(input, Tensor.fill(input.type(), count,
                    i -> batch.inputs()[(first + i / own) * sampleSize + start + i % own]));
        }
        return given;
    }

    private static int size(Value value) {
        return Math.toIntExact(value.type().shape().elements());
    }
}
