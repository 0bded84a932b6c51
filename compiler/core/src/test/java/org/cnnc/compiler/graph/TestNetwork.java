package org.cnnc.compiler.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Scalar;
import org.cnnc.compiler.loss.Loss;
import org.cnnc.compiler.op.GraphBuilder;
import org.cnnc.compiler.op.Layer;
import org.cnnc.compiler.op.Op;
import org.cnnc.compiler.op.ParameterSpec;
import org.cnnc.compiler.op.SampleLayers;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.optimizer.Optimizer;
import org.cnnc.compiler.optimizer.StateArray;
import org.cnnc.compiler.optimizer.StepTerms;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;
import org.cnnc.runtime.Initializer;
import org.cnnc.runtime.Parameter;

/** Builds small graphs with a tensor for every leaf. */
public final class TestNetwork implements GraphBuilder {
    public static final int SAMPLES = 2;
    private final int samples;
    private final Random random = new Random(1);
    private final List<Value> inputs = new ArrayList<>();
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<Value> parameterValues = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Value, Tensor> given = new HashMap<>();
    private int nextId;
    private int offset;

    public TestNetwork() {
        this(SAMPLES);
    }

    /** @param samples samples that every batched leaf has */
    public TestNetwork(int samples) {
        this.samples = samples;
    }

    public Value input(Shape shape) {
        Value input = leaf("input" + inputs.size(), TensorType.perSample(shape), Value.Kind.INPUT);
        inputs.add(input);
        return input;
    }

    /** A leaf with a tensor of distinct numbers on (-1, 1), none of them 0: no maximum ties, no ReLU at its kink. */
    public Value leaf(String name, TensorType type, Value.Kind kind) {
        Value value = new Value(nextId++, name, type, kind);
        given.put(value, distinct(type));
        return value;
    }

    /** Gives a leaf another tensor. */
    public void give(Value leaf, Tensor tensor) {
        given.put(leaf, tensor);
    }

    /** Distinct sample weights, above 0, that add up to 1. */
    public Tensor weights() {
        Tensor drawn = distinct(TensorType.perSample(Shape.of()));
        double sum = Arrays.stream(drawn.data()).map(number -> number + 1.5).sum();
        return Tensor.fill(drawn.type(), samples, n -> (drawn.data()[n] + 1.5) / sum);
    }

    public Value sampleWeight() {
        Value weight = leaf("weight", TensorType.perSample(Shape.of()), Value.Kind.SAMPLE_WEIGHT);
        given.put(weight, weights());
        return weight;
    }

    public Tensor distinct(TensorType type) {
        int size = Tensor.zeros(type, samples).data().length;
        List<Double> numbers = new ArrayList<>();
        for (int i = 0; i < size; i++) numbers.add((i + 0.25) / size * 2 - 1);
        Collections.shuffle(numbers, random);
        return Tensor.fill(type, samples, numbers::get);
    }

    /** The result of a layer as the language writes it, with parameters of its own. */
    public Value layer(String text, Value... data) {
        return apply(SampleLayers.layer(text), withParameters(SampleLayers.layer(text), data));
    }

    public Value[] withParameters(Layer layer, Value... data) {
        List<Value> all = new ArrayList<>(List.of(data));
        List<Shape> shapes = Arrays.stream(data).map(value -> value.type().shape()).toList();
        for (ParameterSpec spec : layer.parameters(shapes)) {
            String name = layer.name() + nodes.size() + "." + spec.name();
            Value value = parameter(name, spec);
            Parameter parameter =
                    new Parameter(name, spec.shape().extents(), offset, new Initializer.Constant(0));
            offset += parameter.size();
            parameters.add(parameter);
            parameterValues.add(value);
            all.add(value);
        }
        return all.toArray(Value[]::new);
    }

    /** A variance has a tensor of numbers on (0.25, 2.25). */
    private Value parameter(String name, ParameterSpec spec) {
        TensorType type = TensorType.shared(spec.shape());
        Value value = leaf(name, type, spec.role().trained() ? Value.Kind.PARAMETER : Value.Kind.STATE);
        if (spec.role() == ParameterSpec.Role.RUNNING_VARIANCE) {
            Tensor drawn = given.get(value);
            given.put(value, Tensor.fill(type, 1, i -> 1.25 + drawn.data()[i]));
        }
        return value;
    }

    @Override
    public Value apply(Op op, Value... inputs) {
        TensorType type = op.infer(Arrays.stream(inputs).map(Value::type).toList());
        String path = op.name() + nodes.size();
        Value output = new Value(nextId++, path, type, Value.Kind.RESULT);
        nodes.add(new Node(path, op, List.of(inputs), output, nodes.size() + 1));
        return output;
    }

    public List<Node> nodes() {
        return List.copyOf(nodes);
    }

    public Map<Value, Tensor> given() {
        return new HashMap<>(given);
    }

    public TypedGraph inferenceOnly(Value output) {
        return graph(output, Optional.empty());
    }

    public TypedGraph trainedBy(Loss loss, Value output) {
        return graph(output, Optional.of(TrainSpec.of(loss, new Fixed(), samples)));
    }

    private TypedGraph graph(Value output, Optional<TrainSpec> training) {
        Map<String, Value> outputs = new LinkedHashMap<>(Map.of("output", output));
        return new TypedGraph(
                "Test", "", "test.cnn", List.copyOf(inputs), List.copyOf(parameters), List.copyOf(parameterValues),
                nodes(), outputs, training);
    }

    /** An optimizer for graphs whose updates no test looks at. */
    private record Fixed() implements Optimizer {
        @Override
        public String name() {
            return "fixed";
        }

        @Override
        public Map<String, Double> hyper() {
            return Map.of();
        }

        @Override
        public Map<String, Scalar> values() {
            return Map.of();
        }

        @Override
        public List<StateArray> state() {
            return List.of();
        }

        @Override
        public List<Nest> step(StepTerms terms) {
            return List.of();
        }
    }
}
