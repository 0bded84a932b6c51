package org.cnnc.compiler.shape;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.diagnostics.Fix;
import org.cnnc.compiler.graph.BlockUse;
import org.cnnc.compiler.graph.Graph;
import org.cnnc.compiler.graph.GraphInput;
import org.cnnc.compiler.graph.GraphNode;
import org.cnnc.compiler.graph.Rational;
import org.cnnc.compiler.graph.RemedyEdits;
import org.cnnc.compiler.graph.ShapeAssertion;
import org.cnnc.compiler.op.Equation;
import org.cnnc.compiler.op.ShapeException;
import org.cnnc.compiler.source.Span;
import org.cnnc.compiler.tensor.Shape;

/** The shape of every tensor of a graph, checked against what the file asserts. */
final class InferredShapes {
    /** Uses of blocks inside each other that are shown. */
    private static final int MAX_USES = 4;

    private final Graph graph;
    private final Diagnostics diagnostics;
    private final Map<Integer, Shape> shapes = new HashMap<>();
    private final Map<Integer, GraphNode> producers = new HashMap<>();
    private final Map<Integer, GraphInput> inputs = new HashMap<>();
    private final Map<Integer, List<ShapeAssertion>> assertions = new HashMap<>();

    private final JoinFixes joinFixes = new JoinFixes(shapes, producers);
    private final ShapeStory story = new ShapeStory(shapes, producers, inputs);

    /** Tensors behind a false assertion; another false one there says nothing new. */
    private final Set<Integer> doubtful = new HashSet<>();

    InferredShapes(Graph graph, Diagnostics diagnostics) {
        this.graph = graph;
        this.diagnostics = diagnostics;
    }

    void infer() {
        for (ShapeAssertion assertion : graph.assertions()) {
            assertions.computeIfAbsent(assertion.tensor(), tensor -> new ArrayList<>()).add(assertion);
        }
        for (GraphInput input : graph.inputs()) {
            inputs.put(input.id(), input);
            shapes.put(input.id(), input.shape());
            check(input.id(), input.shape(), List.of());
        }
        for (GraphNode node : graph.nodes()) infer(node);
    }

    /** Empty where an error keeps the tensor from having a shape. */
    Optional<Shape> of(int tensor) {
        return Optional.ofNullable(shapes.get(tensor));
    }

    boolean areAllKnown() {
        return graph.nodes().stream().allMatch(node -> shapes.containsKey(node.id()));
    }

    /** The shapes that a layer reads; empty where one is missing. */
    Optional<List<Shape>> inputsOf(GraphNode node) {
        List<Shape> read = new ArrayList<>();
        for (int input : node.inputs()) of(input).ifPresent(read::add);
        return read.size() == node.inputs().size() ? Optional.of(read) : Optional.empty();
    }

    private void infer(GraphNode node) {
        producers.put(node.id(), node);
        if (node.inputs().stream().anyMatch(doubtful::contains)) doubtful.add(node.id());
        Optional<List<Shape>> read = inputsOf(node);
        if (read.isEmpty()) return;
        try {
            Shape shape = node.layer().shape(read.get());
            // A layer's weights and its work have limits of their own.
            node.layer().parameters(read.get());
            node.layer().macs(read.get());
            shapes.put(node.id(), shape);
            check(node.id(), shape, node.layer().arithmetic(read.get()));
        } catch (ShapeException e) {
            report(node, e);
        }
    }

    private void report(GraphNode node, ShapeException e) {
        Span span = node.arguments().getOrDefault(e.argument(), node.span());
        Diagnostic diagnostic = Diagnostic.error(e.code(), span, e.getMessage()).at(node.span());
        Set<Span> marked = new HashSet<>(Set.of(node.statement()));
        for (int input : node.inputs()) {
            Span producer = producer(input, node);
            if (marked.add(producer)) diagnostic = diagnostic.related(producer, "this gives " + shapes.get(input));
        }
        diagnostic = uses(diagnostic, node.uses()).notes(e.notes());
        boolean joins = node.inputs().size() > 1;
        diagnostic = diagnostic.notes(joins ? story.sideBySide(node.inputs()) : story.chainFromAfar(node.inputs().getFirst()));
        if (joins) diagnostic = diagnostic.withFixes(joinFixes.of(node));
        diagnostics.add(RemedyEdits.add(diagnostic, e.remedies(), node.span(), node.statement(), node.arguments()));
    }

    /** The uses of blocks that lead to a layer, the innermost first; the middle of many is left out. */
    private Diagnostic uses(Diagnostic diagnostic, List<BlockUse> uses) {
        Diagnostic told = diagnostic;
        for (int i = 0; i < uses.size(); i++) {
            if (uses.size() > MAX_USES && i >= MAX_USES - 1 && i < uses.size() - 1) continue;
            BlockUse use = uses.get(i);
            String input = of(use.input()).map(shape -> ", whose input is " + shape).orElse("");
            told = told.related(use.span(), "in this use of `" + use.block() + "`" + use.as() + input);
        }
        return told;
    }

    /** Where a tensor comes from: the layer, or the use of a block where that is the same statement of it again. */
    private Span producer(int tensor, GraphNode reader) {
        GraphNode producer = producers.get(tensor);
        if (producer == null) return inputs.get(tensor).span();
        return producer.statement().equals(reader.statement()) ? (producer.uses().isEmpty() ? producer.statement() : producer.uses().getFirst().span()) : producer.statement();
    }

    private void check(int tensor, Shape shape, List<Equation> arithmetic) {
        for (ShapeAssertion assertion : assertions.getOrDefault(tensor, List.of())) {
            if (matches(assertion.extents(), shape) || !doubtful.add(tensor)) continue;
            diagnostics.add(Diagnostic.error(Code.CNN2009, assertion.span(), "the shape is " + shape)
                    .at(assertion.statement())
                    .notes(Equation.merged(arithmetic).stream().map(Equation::toString).toList())
                    .notes(story.chain(tensor)).fix(Fix.replace(assertion.span(), shape.toString(), "`-> " + shape + "` is true")));
        }
    }

    private static boolean matches(List<Rational> extents, Shape shape) {
        if (extents.size() != shape.rank()) return false;
        for (int axis = 0; axis < shape.rank(); axis++) {
            if (!extents.get(axis).equals(Rational.of(shape.extent(axis)))) return false;
        }
        return true;
    }
}
