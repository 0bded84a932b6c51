package org.cnnc.compiler.shape;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.graph.Graph;
import org.cnnc.compiler.graph.GraphInput;
import org.cnnc.compiler.graph.GraphNode;
import org.cnnc.compiler.graph.Node;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.op.Equation;
import org.cnnc.compiler.op.ParameterSpec;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.op.Window;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.TensorType;
import org.cnnc.runtime.Parameter;

/** Makes the typed graph and its summary from a graph whose shapes are all known. */
final class TypedGraphBuilder {
    /** Parameters start at multiples of so many floats: 64 bytes, a cache line and the widest vector. */
    private static final int ALIGNMENT = 16;

    private final Graph graph;
    private final InferredShapes shapes;
    private final Diagnostics diagnostics;
    private final InitChoice inits;
    private final Map<Integer, Value> values = new HashMap<>();
    private final Map<Integer, ReceptiveField> fields = new HashMap<>();
    private final List<Value> inputs = new ArrayList<>();
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<Value> parameterValues = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<LayerSummary> layers = new ArrayList<>();
    private long offset;
    private long stateOffset;
    private int nextValue;

    TypedGraphBuilder(Graph graph, InferredShapes shapes, Diagnostics diagnostics) {
        this.graph = graph;
        this.shapes = shapes;
        this.diagnostics = diagnostics;
        this.inits = new InitChoice(graph, shapes);
    }

    /** @return empty when the parameters are too many for one array */
    Optional<CheckedModel> build() {
        for (GraphInput input : graph.inputs()) {
            inputs.add(value(input.id(), input.name(), input.shape(), Value.Kind.INPUT));
            fields.put(input.id(), ReceptiveField.ofInput(input.shape()));
        }
        for (GraphNode node : graph.nodes()) {
            if (!add(node)) return Optional.empty();
        }
        Map<String, Value> outputs = new LinkedHashMap<>();
        graph.outputs().forEach((name, tensor) -> outputs.put(name, values.get(tensor)));
        TypedGraph typed = new TypedGraph(graph.name(), graph.doc(), graph.file(), List.copyOf(inputs), laidOut(),
                List.copyOf(parameterValues), List.copyOf(nodes), outputs, graph.training());
        return Optional.of(new CheckedModel(typed, graph.parameters(), List.copyOf(layers), totals(), graph.span()));
    }

    private Value value(int tensor, String name, Shape shape, Value.Kind kind) {
        Value value = new Value(nextValue++, name, TensorType.perSample(shape), kind);
        values.put(tensor, value);
        return value;
    }

    private boolean add(GraphNode node) {
        List<Shape> read = shapes.inputsOf(node).orElseThrow();
        List<Value> arguments = new ArrayList<>(node.inputs().stream().map(values::get).toList());
        long size = 0;
        long state = 0;
        String init = "";
        OptionalDouble deviation = OptionalDouble.empty();
        for (ParameterSpec spec : node.layer().parameters(read)) {
            ChosenInit chosen = inits.choose(node, spec);
            Optional<Value> value = parameter(node, spec, chosen);
            if (value.isEmpty()) return false;
            arguments.add(value.get());
            if (spec.role().trained()) size += spec.shape().elements();
            else if (spec.role().saved()) state += spec.shape().elements();
            if (scales(spec) && init.isEmpty()) {
                init = chosen.text();
                deviation = OptionalDouble.of(chosen.deviation(spec.shape()));
            }
        }
        Shape shape = shapes.of(node.id()).orElseThrow();
        Value result = value(node.id(), node.path(), shape, Value.Kind.RESULT);
        int line = node.span().line();
        nodes.add(new Node(node.path(), node.layer(), List.copyOf(arguments), result, line));
        List<ReceptiveField> sources = node.inputs().stream().map(fields::get).toList();
        ReceptiveField joined = sources.stream().reduce(ReceptiveField::join).orElseThrow();
        ReceptiveField field = field(node, read, shape, joined);
        fields.put(node.id(), field);
        List<Equation> ofField = FieldArithmetic.of(node.layer(), read, sources, joined, field);
        List<String> names = node.inputs().stream().map(input -> values.get(input).name()).toList();
        layers.add(new LayerSummary(node.path(), node.layer().name(), names, read, shape, size, state, node.layer().macs(read),
                LayerArithmetic.of(node.layer(), read, ofField), field.size(), init, deviation, line, node.layer(), node.resolved(), node.statement(), node.use()));
        return true;
    }

    private static boolean scales(ParameterSpec spec) {
        return spec.role() == ParameterSpec.Role.WEIGHT || spec.role() == ParameterSpec.Role.SCALE;
    }

    /** Lays a parameter behind those before it, and state behind the state; empty when it does not fit any more. */
    private Optional<Value> parameter(GraphNode node, ParameterSpec spec, ChosenInit chosen) {
        String name = node.path() + "." + spec.name();
        boolean trained = spec.role().trained();
        long start = trained ? offset : stateOffset;
        long end = Math.ceilDiv(start + spec.shape().elements(), ALIGNMENT) * ALIGNMENT;
        if (end + (trained ? stateOffset : offset) > Integer.MAX_VALUE - ALIGNMENT) {
            diagnostics.add(Diagnostic.error(Code.CNN2021, node.span(), "`" + name + "` of " + spec.shape() + " does not fit any more")
                    .note("all parameters of a model lie in one array of at most 2^31 - 1 floats"));
            return Optional.empty();
        }
        parameters.add(new Parameter(name, spec.shape().extents(), (int) start, chosen.initializer()));
        Value.Kind kind = trained ? Value.Kind.PARAMETER : Value.Kind.STATE;
        Value value = new Value(nextValue++, name, TensorType.shared(spec.shape()), kind);
        parameterValues.add(value);
        if (trained) offset = end;
        else stateOffset = end;
        return Optional.of(value);
    }

    /** The parameters with the state moved behind all others, so that the optimizer's range has no holes. */
    private List<Parameter> laidOut() {
        List<Parameter> moved = new ArrayList<>();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter p = parameters.get(i);
            boolean state = parameterValues.get(i).kind() == Value.Kind.STATE;
            moved.add(state ? new Parameter(p.name(), p.shape(), (int) offset + p.offset(), p.initializer()) : p);
        }
        return List.copyOf(moved);
    }

    /** @param field the largest of the fields of what the layer reads */
    private static ReceptiveField field(GraphNode node, List<Shape> read, Shape shape, ReceptiveField field) {
        Optional<Window> window = node.layer().window(read.getFirst());
        if (window.isPresent()) return field.through(window.get());
        return shape.spatialRank() < read.getFirst().spatialRank() ? field.overAll(read.getFirst()) : field;
    }

    private Totals totals() {
        long count = layers.stream().mapToLong(LayerSummary::parameters).sum();
        long state = layers.stream().mapToLong(LayerSummary::state).sum();
        long macs = layers.stream().mapToLong(LayerSummary::macs).sum();
        long activations = layers.stream().mapToLong(layer -> layer.output().elements()).sum();
        ReceptiveField field = fields.get(graph.outputs().firstEntry().getValue());
        return new Totals(count, count, macs, (count + state) * Float.BYTES, activations * Float.BYTES, field.size());
    }
}
