package org.cnnc.compiler.report.outline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cnnc.compiler.graph.Node;
import org.cnnc.compiler.shape.CheckedModel;

/** Makes the tree of a model's layers: {@code layer1.0.conv1} lies in {@code layer1.0}, which lies in {@code layer1}. */
public final class Outline {
    private final String path;
    private final List<PlacedLayer> own = new ArrayList<>();
    private final Map<String, Outline> below = new LinkedHashMap<>();

    private Outline(String path) {
        this.path = path;
    }

    /** The parts that no other part holds, in the graph's order. */
    public static List<Part> of(CheckedModel model) {
        Outline root = new Outline("");
        for (int i = 0; i < model.layers().size(); i++) {
            Node node = model.graph().nodes().get(i);
            root.scopeOf(node.path()).own.add(new PlacedLayer(node, model.layers().get(i)));
        }
        return root.parts();
    }

    private Outline scopeOf(String layer) {
        Outline scope = this;
        for (int end = layer.indexOf('.'); end >= 0; end = layer.indexOf('.', end + 1)) {
            scope = scope.child(layer.substring(0, end));
        }
        return scope.child(layer);
    }

    private Outline child(String childPath) {
        return below.computeIfAbsent(childPath, Outline::new);
    }

    private List<Part> parts() {
        return below.values().stream().map(Outline::part).toList();
    }

    private Part part() {
        if (own.isEmpty()) return new Part.Scope(path, parts());
        List<PlacedLayer> layers = new ArrayList<>(own);
        for (Outline added : below.values()) layers.addAll(added.part().layers());
        return new Part.Single(path, List.copyOf(layers));
    }
}
