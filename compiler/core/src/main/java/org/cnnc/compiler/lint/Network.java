package org.cnnc.compiler.lint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cnnc.compiler.graph.Graph;
import org.cnnc.compiler.graph.GraphInput;
import org.cnnc.compiler.graph.GraphNode;
import org.cnnc.compiler.shape.CheckedModel;
import org.cnnc.compiler.tensor.Shape;

/** A model's graph with its shapes, and with who reads what. */
final class Network {
    private static final int MAX_STEPS = 64;

    private final Graph graph;
    private final Map<Integer, Shape> shapes = new HashMap<>();
    private final Map<Integer, GraphNode> producers = new HashMap<>();
    private final Map<Integer, List<GraphNode>> readers = new HashMap<>();
    private final Set<Integer> alive = new HashSet<>();
    private final Set<Integer> behindIsTrained = new HashSet<>();
    private final boolean trained;

    Network(Graph graph, CheckedModel model) {
        this.graph = graph;
        for (GraphInput input : graph.inputs()) shapes.put(input.id(), input.shape());
        for (int i = 0; i < graph.nodes().size(); i++) {
            GraphNode node = graph.nodes().get(i);
            shapes.put(node.id(), model.layers().get(i).output());
            producers.put(node.id(), node);
            for (int input : node.inputs()) readers.computeIfAbsent(input, tensor -> new ArrayList<>()).add(node);
        }
        alive.addAll(graph.outputs().values());
        boolean parameters = false;
        for (GraphNode node : graph.nodes().reversed()) {
            if (alive.contains(node.id())) alive.addAll(node.inputs());
            boolean own = hasParameters(node);
            parameters |= own;
            if (own || behindIsTrained.contains(node.id())) behindIsTrained.addAll(node.inputs());
        }
        trained = parameters;
    }

    /** Whether an output depends on the layer. */
    boolean isAlive(GraphNode node) {
        return alive.contains(node.id());
    }

    /** Whether any layer has parameters. */
    boolean isTrained() {
        return trained;
    }

    /** Whether a layer with parameters depends on this one. */
    boolean parametersFollow(GraphNode node) {
        return behindIsTrained.contains(node.id());
    }

    /** What gives a tensor, looked for through some kinds of layers, for a bounded number of them. */
    Optional<GraphNode> producerThrough(int tensor, Set<String> kinds) {
        Optional<GraphNode> before = producer(tensor);
        for (int steps = 0; steps < MAX_STEPS && before.isPresent() && kinds.contains(before.get().layer().name()); steps++) {
            before = producer(before.get().inputs().getFirst());
        }
        return before;
    }

    Graph graph() {
        return graph;
    }

    List<GraphNode> nodes() {
        return graph.nodes();
    }

    Shape shape(int tensor) {
        return shapes.get(tensor);
    }

    List<Shape> inputsOf(GraphNode node) {
        return node.inputs().stream().map(shapes::get).toList();
    }

    /** The layer that gives a tensor; empty for an input of the model. */
    Optional<GraphNode> producer(int tensor) {
        return Optional.ofNullable(producers.get(tensor));
    }

    List<GraphNode> readers(GraphNode node) {
        return readers.getOrDefault(node.id(), List.of());
    }

    boolean isOutput(GraphNode node) {
        return graph.outputs().containsValue(node.id());
    }

    boolean hasParameters(GraphNode node) {
        return !node.layer().parameters(inputsOf(node)).isEmpty();
    }
}
