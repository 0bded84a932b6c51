package org.cnnc.compiler.autodiff;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cnnc.compiler.graph.Node;
import org.cnnc.compiler.graph.TrainSpec;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.loss.Loss;
import org.cnnc.compiler.loss.WeightedShare;
import org.cnnc.compiler.op.Add;
import org.cnnc.compiler.op.BatchMean;
import org.cnnc.compiler.op.BatchNorm;
import org.cnnc.compiler.op.BatchVariance;
import org.cnnc.compiler.op.Composite;
import org.cnnc.compiler.op.DropConnect;
import org.cnnc.compiler.op.Dropout;
import org.cnnc.compiler.op.DropoutMask;
import org.cnnc.compiler.op.Mul;
import org.cnnc.compiler.op.Op;
import org.cnnc.compiler.op.RunningMean;
import org.cnnc.compiler.op.RunningVariance;
import org.cnnc.compiler.op.SquaredWeights;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.TensorType;

/**
 * Reverse-mode automatic differentiation: appends the loss and, from the loss back to the parameters, the
 * gradient of each node.
 */
public final class Autodiff {
    private final TypedGraph graph;
    private final TrainSpec training;
    private final Tape tape;
    /** Values whose gradient leads to a parameter's. */
    private final Set<Value> differentiated;
    private final List<Update> statistics = new ArrayList<>();
    /** What each value's gradient is the sum of. */
    private final Map<Value, List<Value>> contributions = new HashMap<>();
    /** By which value the result of a layer is replaced that training computes by other means. */
    private final Map<Value, Value> replaced = new HashMap<>();
    /** The gradient of each result that the backward pass came through. */
    private final Map<Value, Value> gradientsOfResults = new HashMap<>();

    /** What a running statistic becomes. @param layer the result of the layer whose it is */
    private record Update(Value layer, Value state, Value next) {}

    private Autodiff(TypedGraph graph) {
        this.graph = graph;
        this.training = graph.training().orElseThrow(() -> new IllegalArgumentException(
                "model " + graph.name() + " has no loss to train by: expected a `train " + graph.name() + "` section"));
        this.differentiated = graph.parameterValues().stream()
                .filter(value -> value.kind() == Value.Kind.PARAMETER)
                .collect(Collectors.toCollection(HashSet::new));
        if (differentiated.isEmpty()) {
            throw new IllegalArgumentException("model " + graph.name()
                    + " has nothing to train: expected a layer with parameters, such as conv or dense");
        }
        this.tape = new Tape(firstFreeId(graph));
    }

    /**
     * The graph of a training step. A layer at the end of the first output that the loss takes in, as cross entropy does
     * a softmax, becomes part of the loss; dropouts become a mask and a product; the layers before dropconnects read masked
     * weights; layers made of others become these; batch normalisations take the statistics of the batch, and leave
     * the running ones new ones. Where less is to be kept for the backward pass, pooling goes before relu, and the
     * gradient of a dropout is taken from its result.
     *
     * @throws IllegalArgumentException when the model has no train section, or no parameter that the loss
     *     depends on
     */
    public static TrainingGraph autodiff(TypedGraph graph) {
        return DropAfterRelu.apply(PoolBeforeRelu.apply(new Autodiff(graph).build()));
    }

    /**
     * The same as the layers come, and where in it their results and their gradients are.
     *
     * @throws IllegalArgumentException as {@link #autodiff}
     */
    public static Trace trace(TypedGraph graph) {
        Autodiff pass = new Autodiff(graph);
        return pass.traced(pass.build());
    }

    private Trace traced(TrainingGraph step) {
        Set<Value> computed = step.nodes().stream().map(Node::output).collect(Collectors.toSet());
        List<Trace.Layer> layers = new ArrayList<>();
        for (Node node : graph.nodes()) {
            Value result = replaced.getOrDefault(node.output(), node.output());
            if (!computed.contains(result)) continue;
            List<Value> inputs = node.inputs().stream().map(value -> replaced.getOrDefault(value, value)).toList();
            Optional<Value> gradient = Optional.ofNullable(gradientsOfResults.get(result)).filter(computed::contains);
            layers.add(new Trace.Layer(node, inputs, result, gradient));
        }
        return new Trace(step, List.copyOf(layers));
    }

    private TrainingGraph build() {
        Map.Entry<String, Value> output = graph.outputs().entrySet().iterator().next();
        Value target = tape.value("target", output.getValue().type(), Value.Kind.TARGET);
        Value sampleWeight =
                tape.value("sample_weight", TensorType.perSample(Shape.of()), Value.Kind.SAMPLE_WEIGHT);

        forward(sampleWeight);
        Value lossInput = lossInput(graph, training.loss(), output.getValue());
        Value prediction = replaced.getOrDefault(lossInput, lossInput);
        tape.at(training.loss().name(), lineOf(output.getValue()));
        Value ofSamples = tape.apply(training.loss(), prediction, target);
        Optional<Value> meanWeight = training.loss().weighting()
                .map(weighting -> tape.apply(new BatchMean(), tape.apply(weighting, target), sampleWeight));
        Value loss = share(ofSamples, meanWeight);

        backward(ofSamples, share(sampleWeight, meanWeight));
        Map<Value, Value> gradients = new LinkedHashMap<>();
        for (Value parameter : graph.parameterValues()) {
            if (contributions.containsKey(parameter)) gradients.put(parameter, gradientOf(parameter));
        }
        if (gradients.isEmpty()) {
            throw new IllegalArgumentException("no parameter of model " + graph.name() + " reaches its loss: the first"
                    + " output, " + output.getKey() + ", must depend on a layer with parameters");
        }
        Map<Value, Value> updates = new LinkedHashMap<>();
        Set<Value> computed = tape.neededFor(List.of(loss)).stream().map(Node::output).collect(Collectors.toSet());
        for (Update update : statistics) {
            if (computed.contains(update.layer())) updates.put(update.state(), update.next());
        }
        List<Node> nodes = tape.neededFor(Stream.of(List.of(loss), gradients.values(), updates.values())
                .flatMap(Collection::stream).toList());
        return new TrainingGraph(
                graph.name(), graph.file(), graph.inputs(), target, sampleWeight, graph.parameters(),
                graph.parameterValues(), nodes, loss, Collections.unmodifiableMap(gradients),
                Collections.unmodifiableMap(updates),
                Map.of(output.getKey(), prediction), training);
    }

    /** What a sample's number is in the weighted mean over the batch, where the loss counts some samples for more. */
    private Value share(Value ofSample, Optional<Value> meanWeight) {
        return meanWeight.map(mean -> tape.apply(new WeightedShare(), ofSample, mean)).orElse(ofSample);
    }

    /** The value that the loss reads: cross entropy, for one, takes the logits before a final softmax. */
    static Value lossInput(TypedGraph graph, Loss loss, Value output) {
        return graph.nodes().stream()
                .filter(node -> node.output().equals(output) && loss.takesIn(node.op()))
                .map(node -> node.inputs().getFirst())
                .findFirst()
                .orElse(output);
    }

    /** Copies the graph in training mode. */
    private void forward(Value sampleWeight) {
        MaskedLayers masked = MaskedLayers.of(graph);
        int streams = masked.count();
        tape.at("batch", 1);
        Value squares = tape.apply(new SquaredWeights(), sampleWeight);
        for (Node node : graph.nodes()) {
            tape.at(node.path(), node.line());
            List<Value> inputs = masked.inputs(node, tape).stream().map(value -> replaced.getOrDefault(value, value)).toList();
            switch (node.op()) {
                case Dropout dropout -> {
                    Value mask = tape.apply(new DropoutMask(dropout.p(), streams++), inputs.getFirst());
                    replaced.put(node.output(), tape.apply(new Mul(), inputs.getFirst(), mask));
                }
                case DropConnect _ -> replaced.put(node.output(), inputs.getFirst());
                case Composite composite -> replaced.put(node.output(), composite.expand(tape, inputs));
                case BatchNorm norm -> normalize(norm, node, inputs, sampleWeight, squares);
                case Op _ -> tape.add(new Node(node.path(), node.op(), inputs, node.output(), node.line()));
            }
        }
    }

    /** Puts the batch's mean and variance in the place of the running ones. */
    private void normalize(BatchNorm norm, Node node, List<Value> inputs, Value sampleWeight, Value squares) {
        Value x = inputs.getFirst();
        Value mean = tape.apply(new BatchMean(), x, sampleWeight);
        Value variance = tape.apply(new BatchVariance(), x, mean, sampleWeight);
        Value runningMean = inputs.get(inputs.size() - 2);
        Value runningVariance = inputs.getLast();
        List<Value> ofBatch = new ArrayList<>(inputs.subList(0, inputs.size() - 2));
        ofBatch.addAll(List.of(mean, variance));
        tape.add(new Node(node.path(), norm, ofBatch, node.output(), node.line()));
        int positions = Math.toIntExact(x.type().shape().elements() / x.type().shape().channels());
        Value nextMean = tape.apply(new RunningMean(norm.momentum()), runningMean, mean);
        Value nextVariance = tape.apply(
                new RunningVariance(norm.momentum(), positions), runningVariance, variance, squares);
        statistics.add(new Update(node.output(), runningMean, nextMean));
        statistics.add(new Update(node.output(), runningVariance, nextVariance));
    }

    private void backward(Value loss, Value lossGradient) {
        List<Node> forward = tape.neededFor(List.of(loss));
        for (Node node : forward) {
            if (node.inputs().stream().anyMatch(differentiated::contains)) differentiated.add(node.output());
        }
        contributions.put(loss, List.of(lossGradient));
        for (Node node : forward.reversed()) {
            if (!contributions.containsKey(node.output())) continue;
            tape.at(node.path(), node.line());
            Value gradient = gradientOf(node.output());
            gradientsOfResults.put(node.output(), gradient);
            addGradients(node, gradient);
        }
    }

    private void addGradients(Node node, Value outputGradient) {
        List<Value> inputs = node.inputs();
        boolean[] needed = new boolean[inputs.size()];
        for (int i = 0; i < needed.length; i++) needed[i] = differentiated.contains(inputs.get(i));
        List<Value> gradients = node.op().gradient(tape, inputs, node.output(), outputGradient, needed);
        for (int i = 0; i < needed.length; i++) {
            if (!needed[i] || gradients.get(i) == null) continue;
            contributions.computeIfAbsent(inputs.get(i), value -> new ArrayList<>()).add(gradients.get(i));
        }
    }

    private Value gradientOf(Value value) {
        List<Value> parts = contributions.get(value);
        return parts.size() == 1 ? parts.getFirst() : tape.apply(new Add(), parts.toArray(Value[]::new));
    }

    private int lineOf(Value output) {
        return graph.nodes().stream()
                .filter(node -> node.output().equals(output))
                .mapToInt(Node::line)
                .findFirst()
                .orElse(1);
    }

    static int firstFreeId(TypedGraph graph) {
        Stream<Value> leaves = Stream.concat(graph.inputs().stream(), graph.parameterValues().stream());
        return Stream.concat(leaves, graph.nodes().stream().map(Node::output)).mapToInt(Value::id).max().orElse(-1) + 1;
    }
}
