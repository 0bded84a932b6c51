package org.cnnc.compiler.report.drawing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.report.outline.Part;
import org.cnnc.compiler.report.outline.PlacedLayer;

/** Which tensors go into the parts of a model and come out of them. */
final class Tensors {
    private final Map<Value, List<Value>> readers = new HashMap<>();
    private final Set<Value> outputs;

    Tensors(TypedGraph graph, List<Part> parts) {
        this.outputs = new HashSet<>(graph.outputs().values());
        for (Part part : parts) {
            for (PlacedLayer layer : part.layers()) {
                for (Value value : layer.reads()) {
                    readers.computeIfAbsent(value, _ -> new ArrayList<>()).add(layer.result());
                }
            }
        }
    }

    /** Tensors that a part reads and does not make, in the order in which it first reads them. */
    List<Value> into(Part part) {
        Set<Value> made = made(part);
        Set<Value> read = new LinkedHashSet<>();
        for (PlacedLayer layer : part.layers()) {
            for (Value value : layer.reads()) {
                if (!made.contains(value)) read.add(value);
            }
        }
        return List.copyOf(read);
    }

    /** Tensors that a part makes and others read, or that are outputs of the model. */
    List<Value> outOf(Part part) {
        Set<Value> made = made(part);
        return part.layers().stream()
                .map(PlacedLayer::result)
                .filter(value -> outputs.contains(value) || !made.containsAll(readers(value)))
                .toList();
    }

    /** Whether a part reads nothing but the result of the one before it, which nothing else reads. */
    boolean chained(Part before, Part part) {
        List<Value> link = outOf(before);
        List<Value> result = outOf(part);
        return link.size() == 1 && result.size() == 1 && into(part).equals(link) && into(before).size() == 1
                && !outputs.contains(link.getFirst()) && made(part).containsAll(outside(before, link.getFirst()))
                && position(before, link.getFirst()) == position(part, result.getFirst());
    }

    private List<Value> outside(Part part, Value value) {
        Set<Value> made = made(part);
        return readers(value).stream().filter(reader -> !made.contains(reader)).toList();
    }

    private static int position(Part part, Value value) {
        return part.layers().stream().map(PlacedLayer::result).toList().indexOf(value);
    }

    private List<Value> readers(Value value) {
        return readers.getOrDefault(value, List.of());
    }

    private static Set<Value> made(Part part) {
        Set<Value> made = new HashSet<>();
        for (PlacedLayer layer : part.layers()) made.add(layer.result());
        return made;
    }
}
