package org.cnnc.compiler.autodiff;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cnnc.compiler.graph.Node;
import org.cnnc.compiler.op.Op;
import org.cnnc.compiler.op.Value;

/** A training graph whose nodes are being replaced; each node that changes is looked up as it has become. */
final class Rewrite {
    private final TrainingGraph graph;
    private final Map<Node, List<Node>> replaced = new LinkedHashMap<>();
    private final Map<Value, Node> producers = new HashMap<>();
    private final Map<Value, List<Node>> readers = new HashMap<>();
    private final Set<Value> results = new HashSet<>();
    private int nextId;

    Rewrite(TrainingGraph graph) {
        this.graph = graph;
        for (Node node : graph.nodes()) {
            producers.put(node.output(), node);
            Set.copyOf(node.inputs()).forEach(input -> readers.computeIfAbsent(input, value -> new ArrayList<>()).add(node));
        }
        results.add(graph.loss());
        results.addAll(graph.gradients().values());
        results.addAll(graph.updates().values());
        results.addAll(graph.outputs().values());
        nextId = 1 + Stream.of(
                        graph.inputs().stream(), graph.parameterValues().stream(), Stream.of(graph.target(), graph.sampleWeight()),
                        producers.keySet().stream())
                .flatMap(values -> values)
                .mapToInt(Value::id)
                .max()
                .orElse(-1);
    }

    /** A new value of the type of another. */
    Value value(String name, Value like) {
        return new Value(nextId++, name, like.type(), Value.Kind.RESULT);
    }

    Optional<Node> producer(Value value) {
        return Optional.ofNullable(producers.get(value)).filter(node -> !replaced.containsKey(node));
    }

    /** The nodes that read a value, each once. */
    List<Node> readers(Value value) {
        return readers.getOrDefault(value, List.of());
    }

    /** The reader with an op of that kind, where there is just one. */
    Optional<Node> reader(Value value, Class<? extends Op> kind) {
        List<Node> found = readers(value).stream().filter(node -> kind.isInstance(node.op())).toList();
        return found.size() == 1 && !replaced.containsKey(found.getFirst()) ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /** Whether a value is asked for by others than nodes. */
    boolean isResult(Value value) {
        return results.contains(value);
    }

    /** Puts nodes in the place of one. */
    void replace(Node node, List<Node> by) {
        replaced.put(node, by);
    }

    TrainingGraph result() {
        if (replaced.isEmpty()) return graph;
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes()) nodes.addAll(replaced.getOrDefault(node, List.of(node)));
        return new TrainingGraph(
                graph.name(), graph.file(), graph.inputs(), graph.target(), graph.sampleWeight(), graph.parameters(),
                graph.parameterValues(), List.copyOf(nodes), graph.loss(), graph.gradients(), graph.updates(),
                graph.outputs(), graph.training());
    }
}
