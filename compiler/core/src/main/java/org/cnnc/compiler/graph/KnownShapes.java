package org.cnnc.compiler.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cnnc.compiler.op.ShapeException;
import org.cnnc.compiler.tensor.Shape;

/** Shapes that expansion itself needs, for {@code in.channels}; computed on demand. */
final class KnownShapes {
    private final Map<Integer, Optional<Shape>> shapes = new HashMap<>();
    private final Map<Integer, GraphNode> nodes = new HashMap<>();

    void add(GraphInput input) {
        shapes.put(input.id(), Optional.of(input.shape()));
    }

    void add(GraphNode node) {
        nodes.put(node.id(), node);
    }

    /**
     * The shape of a tensor; empty where an error keeps it from having one. The shape stage meets the same
     * error and reports it. Walks up in a loop, since a chain of layers may be longer than the stack.
     */
    Optional<Shape> of(int tensor) {
        List<Integer> open = new ArrayList<>(List.of(tensor));
        while (!open.isEmpty()) {
            int id = open.getLast();
            GraphNode node = nodes.get(id);
            if (shapes.containsKey(id) || node == null) {
                open.removeLast();
                continue;
            }
            List<Integer> missing = node.inputs().stream().filter(input -> !shapes.containsKey(input) && nodes.containsKey(input)).toList();
            if (!missing.isEmpty()) open.addAll(missing);
            else shapes.put(id, shape(node));
        }
        return shapes.getOrDefault(tensor, Optional.empty());
    }

    private Optional<Shape> shape(GraphNode node) {
        List<Shape> inputs = new ArrayList<>();
        for (int input : node.inputs()) shapes.getOrDefault(input, Optional.empty()).ifPresent(inputs::add);
        if (inputs.size() < node.inputs().size()) return Optional.empty();
        try {
            return Optional.of(node.layer().shape(inputs));
        } catch (ShapeException reportedByTheShapeStage) {
            return Optional.empty();
        }
    }
}
