package org.cnnc.compiler.signal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cnnc.compiler.autodiff.Autodiff;
import org.cnnc.compiler.autodiff.Trace;
import org.cnnc.compiler.autodiff.TrainingGraph;
import org.cnnc.compiler.graph.TrainSpec;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.loss.Loss;
import org.cnnc.compiler.op.Evaluation;
import org.cnnc.compiler.op.Layer;
import org.cnnc.compiler.op.ParameterSpec;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.optimizer.Sgd;
import org.cnnc.compiler.reference.Interpreter;
import org.cnnc.compiler.shape.CheckedModel;
import org.cnnc.compiler.shape.LayerSummary;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.runtime.CounterRandom;
import org.cnnc.runtime.NormalQuantile;
import org.cnnc.runtime.Parameter;
import org.cnnc.runtime.Signature;
import org.cnnc.runtime.Weights;

/**
 * Takes one step of training with a network as its initialisers leave it, by the reference interpreter, and measures
 * each layer's result and gradient. The inputs are standard normal; the targets are classes drawn at random, one a
 * position, or 0 and 1 where the output has one channel.
 *
 * <p>The verdict follows what the layers with weights read, and what the loss reads at last: there activations and
 * normalisations have done their part. Forward it goes by the standard deviation, which such a layer keeps where
 * {@code fan_in * Var(weight) * E(x^2) = Var(x)}. Backward it goes by the length of a sample's gradient, which it keeps under
 * the same condition, and poolings and strides keep it too, which spread a gradient over more or fewer elements.
 */
public final class SignalMeasurement {
    private static final int INPUTS = -1;
    private static final int TARGETS = -2;
    private static final int STEP = -3;

    private final TrainingGraph training;
    private final List<Trace.Layer> layers;
    private final Map<String, LayerSummary> summaries;
    private final int samples;
    private final Map<Value, Tensor> tensors;

    private SignalMeasurement(CheckedModel model, Trace trace, long seed, int samples) {
        this.training = trace.training();
        this.layers = trace.layers();
        this.summaries = model.layers().stream().collect(Collectors.toMap(LayerSummary::path, Function.identity()));
        this.samples = samples;
        this.tensors = Interpreter.run(
                training.nodes(), given(seed), new Evaluation(samples, CounterRandom.derive(seed, STEP)));
    }

    /**
     * Measures a model.
     *
     * @param loss by which gradients are taken, of the shape of the first output
     * @throws IllegalArgumentException when the model has nothing to train
     */
    public static Signals measure(CheckedModel model, Loss loss, long seed, int samples) {
        TypedGraph graph = model.graph();
        TypedGraph trained = new TypedGraph(
                graph.name(), graph.doc(), graph.file(), graph.inputs(), graph.parameters(), graph.parameterValues(),
                graph.nodes(), graph.outputs(), Optional.of(TrainSpec.of(loss, new Sgd(0.01, 0, false, 0), 1)));
        return new SignalMeasurement(model, Autodiff.trace(trained), seed, samples).signals(seed);
    }

    private Map<Value, Tensor> given(long seed) {
        Map<Value, Tensor> given = new HashMap<>();
        List<Parameter> parameters = training.parameters();
        int floats = parameters.stream().mapToInt(parameter -> parameter.offset() + parameter.size()).max().orElse(0);
        float[] drawn = Weights.initialize(
                new Signature(training.name(), List.of(), List.of(), parameters, floats), seed);
        for (int p = 0; p < parameters.size(); p++) {
            int offset = parameters.get(p).offset();
            Value value = training.parameterValues().get(p);
            given.put(value, Tensor.fill(value.type(), 1, i -> drawn[offset + i]));
        }
        long inputKey = CounterRandom.derive(seed, INPUTS);
        for (Value input : training.inputs()) {
            long key = CounterRandom.derive(inputKey, input.id());
            given.put(input, Tensor.fill(
                    input.type(), samples, i -> NormalQuantile.of(NormalQuantile.probability(key, i))));
        }
        given.put(training.target(), target(CounterRandom.derive(seed, TARGETS)));
        Value weight = training.sampleWeight();
        given.put(weight, Tensor.fill(weight.type(), samples, i -> 1.0 / samples));
        return given;
    }

    private Tensor target(long key) {
        Value target = training.target();
        int channels = target.type().shape().channels();
        int area = Math.toIntExact(target.type().shape().elements() / channels);
        if (channels == 1) return Tensor.fill(target.type(), samples, i -> below(key, i, 2));
        return Tensor.fill(target.type(), samples, i -> {
            int position = i / (channels * area) * area + i % area;
            return below(key, position, channels) == i / area % channels ? 1 : 0;
        });
    }

    private static int below(long key, int index, int bound) {
        return (int) (CounterRandom.uniform(key, 0, index) * bound);
    }

    private Signals signals(long seed) {
        double input = deviation(training.inputs());
        List<LayerSignal> signals = layers.stream().map(this::signal).toList();
        Verdict forward = forward();
        Verdict backward = backward();
        List<String> guilty = Stream.of(forward, backward)
                .flatMap(verdict -> verdict.layers().stream())
                .map(layer -> summaries.get(layer).init())
                .toList();
        boolean steady = Stream.of(forward, backward).allMatch(verdict -> verdict.direction() == Verdict.Direction.STEADY);
        Optional<String> remedy = steady ? Optional.empty() : Optional.of(Remedy.of(layers, guilty));
        return new Signals(
                training.name(), training.training().loss().name(), seed, samples, input, signals, forward, backward, remedy);
    }

    private LayerSignal signal(Trace.Layer layer) {
        LayerSummary summary = summaries.get(layer.node().path());
        double deviation = deviation(List.of(layer.result()));
        double read = data(layer).stream().mapToDouble(value -> deviation(List.of(value))).max().orElse(0);
        List<Value> weightGradients = weights(layer).stream()
                .map(training.gradients()::get)
                .filter(tensors::containsKey)
                .toList();
        return new LayerSignal(
                summary.path(), summary.op(), summary.init(), summary.line(), summary.output(), deviation,
                read == 0 ? OptionalDouble.empty() : OptionalDouble.of(deviation / read),
                layer.gradient().map(gradient -> OptionalDouble.of(samples * deviation(List.of(gradient))))
                        .orElse(OptionalDouble.empty()),
                layer.gradient().map(gradient -> OptionalDouble.of(length(gradient))).orElse(OptionalDouble.empty()),
                weightGradients.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(deviation(weightGradients)));
    }

    /** From the input through the layers with weights to what the loss reads. */
    private Verdict forward() {
        List<Trace.Layer> weighted = weighted();
        List<Verdict.Step> steps = new ArrayList<>();
        for (int i = 1; i < weighted.size(); i++) {
            steps.add(new Verdict.Step(
                    weighted.get(i - 1).node().path(), deviation(List.of(data(weighted.get(i)).getFirst()))));
        }
        steps.add(new Verdict.Step(weighted.getLast().node().path(), deviation(List.of(prediction()))));
        return Verdict.of(deviation(List.of(data(weighted.getFirst()).getFirst())), steps);
    }

    /** From what the loss reads back to what the second layer with weights reads. */
    private Verdict backward() {
        Map<Value, Value> gradients = layers.stream()
                .filter(layer -> layer.gradient().isPresent())
                .collect(Collectors.toMap(Trace.Layer::result, layer -> layer.gradient().get(), (first, same) -> first));
        List<Verdict.Step> steps = new ArrayList<>();
        for (Trace.Layer layer : weighted().reversed()) {
            Optional.ofNullable(gradients.get(data(layer).getFirst()))
                    .ifPresent(gradient -> steps.add(new Verdict.Step(layer.node().path(), length(gradient))));
        }
        double start = length(gradients.get(prediction()));
        return steps.isEmpty()
                ? new Verdict(Verdict.Direction.STEADY, 1, 1, weighted().getFirst().node().path(), List.of())
                : Verdict.of(start, steps);
    }

    private List<Trace.Layer> weighted() {
        List<Trace.Layer> multiplying = layers.stream()
                .filter(layer -> summaries.get(layer.node().path()).macs() > 0)
                .toList();
        return multiplying.isEmpty() ? List.of(layers.getLast()) : multiplying;
    }

    private Value prediction() {
        return training.outputs().values().iterator().next();
    }

    private static List<Value> data(Trace.Layer layer) {
        return layer.inputs().stream().filter(value -> value.type().batched()).toList();
    }

    /** The tensors that multiply what the layer reads. */
    private static List<Value> weights(Trace.Layer layer) {
        if (!(layer.node().op() instanceof Layer op)) return List.of();
        List<Shape> read = data(layer).stream().map(value -> value.type().shape()).toList();
        List<ParameterSpec> parameters = op.parameters(read);
        List<Value> inputs = layer.node().inputs();
        List<Value> weights = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            ParameterSpec.Role role = parameters.get(i).role();
            boolean weight = role == ParameterSpec.Role.WEIGHT || role == ParameterSpec.Role.SCALE;
            if (weight) weights.add(inputs.get(inputs.size() - parameters.size() + i));
        }
        return List.copyOf(weights);
    }

    private double deviation(List<Value> values) {
        return Spread.deviation(values.stream().map(tensors::get).toList());
    }

    /** Of the gradient of a sample's own loss, of which the batch's has the n-th part. */
    private double length(Value gradient) {
        return samples * Spread.length(tensors.get(gradient));
    }
}
