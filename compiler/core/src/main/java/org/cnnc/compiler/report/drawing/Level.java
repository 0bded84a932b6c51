package org.cnnc.compiler.report.drawing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.report.drawing.LayeredGraph.End;
import org.cnnc.compiler.report.drawing.LayeredGraph.Net;
import org.cnnc.compiler.report.drawing.LayeredGraph.Rank;
import org.cnnc.compiler.report.drawing.LayeredGraph.Vertex;

/** The sketches of one scope while they and the tensors between them are collected. */
final class Level {
    /** Where a tensor starts. */
    private record Origin(int vertex, int exit) {}

    private final List<Sketch> sketches = new ArrayList<>();
    private final List<Rank> ranks = new ArrayList<>();
    private final Map<Value, Origin> origins = new HashMap<>();
    private final Map<Value, List<End>> ends = new LinkedHashMap<>();

    /** A tensor that comes in at the top. */
    void addEntry(Value value) {
        origins.put(value, new Origin(sketches.size(), 0));
        add(Rank.FIRST, new Sketch(Layering.LANE, 0, List.of(), List.of(Layering.LANE / 2), List.of()));
    }

    /** A tensor that goes out at the bottom. */
    void addExit(Value value) {
        double width = Metrics.exitWidth(value.type().shape().toString());
        end(value, 0);
        add(Rank.LAST, new Sketch(width, 0, List.of(width / 2), List.of(), List.of()));
    }

    /** @param reads a tensor for each entry, or all of them for the only one @param results a tensor for each exit */
    void add(Sketch sketch, List<Value> reads, List<Value> results) {
        for (int i = 0; i < reads.size(); i++) end(reads.get(i), sketch.entries().size() == 1 ? 0 : i);
        for (int i = 0; i < results.size(); i++) origins.put(results.get(i), new Origin(sketches.size(), i));
        add(Rank.ANY, sketch);
    }

    private void add(Rank rank, Sketch sketch) {
        DrawingTooLarge.check(sketches.size());
        sketches.add(sketch);
        ranks.add(rank);
    }

    private void end(Value value, int entry) {
        ends.computeIfAbsent(value, _ -> new ArrayList<>()).add(new End(sketches.size(), entry));
    }

    /** Everything in its place; the entries are those of {@link #addEntry}, the exits those of {@link #addExit}. */
    Sketch layout() {
        List<Value> tensors = ends.keySet().stream()
                .sorted(Comparator.comparingInt((Value value) -> origins.get(value).vertex())
                        .thenComparingInt(value -> origins.get(value).exit()))
                .toList();
        LayeredLayout layout = LayeredLayout.of(graph(tensors));
        List<Element> elements = new ArrayList<>();
        List<Double> entries = new ArrayList<>();
        List<Double> exits = new ArrayList<>();
        for (int v = 0; v < sketches.size(); v++) {
            Sketch sketch = sketches.get(v);
            LayeredLayout.Point corner = layout.corners().get(v);
            elements.addAll(sketch.at(corner.x(), corner.y()));
            if (ranks.get(v) == Rank.FIRST) entries.add(corner.x() + sketch.exits().getFirst());
            if (ranks.get(v) == Rank.LAST) exits.add(corner.x() + sketch.entries().getFirst());
        }
        for (int n = 0; n < tensors.size(); n++) elements.add(wire(tensors.get(n), layout.wires().get(n)));
        for (Value tensor : tensors) {
            if (labelled(tensor)) elements.add(label(tensor, layout));
        }
        return new Sketch(layout.width(), layout.height(), List.copyOf(entries), List.copyOf(exits), List.copyOf(elements));
    }

    private LayeredGraph graph(List<Value> tensors) {
        List<Vertex> vertices = new ArrayList<>();
        for (int v = 0; v < sketches.size(); v++) {
            Sketch sketch = sketches.get(v);
            vertices.add(new Vertex(ranks.get(v), sketch.width(), sketch.height(), sketch.entries(), sketch.exits()));
        }
        List<Net> nets = tensors.stream()
                .map(tensor -> {
                    Origin origin = origins.get(tensor);
                    return new Net(origin.vertex(), origin.exit(), ends.get(tensor).stream().distinct().toList(), labelled(tensor));
                })
                .toList();
        return new LayeredGraph(List.copyOf(vertices), nets);
    }

    private static Element wire(Value tensor, List<LayeredLayout.Curve> curves) {
        return new Element.Wire(List.copyOf(curves), tensor.name() + ": " + tensor.type().shape());
    }

    /** A tensor from outside is labelled there, and so is one that only goes out. */
    private boolean labelled(Value tensor) {
        boolean inside = ends.get(tensor).stream().anyMatch(end -> ranks.get(end.vertex()) != Rank.LAST);
        return inside && ranks.get(origins.get(tensor).vertex()) != Rank.FIRST;
    }

    private Element label(Value tensor, LayeredLayout layout) {
        Origin origin = origins.get(tensor);
        Sketch sketch = sketches.get(origin.vertex());
        LayeredLayout.Point corner = layout.corners().get(origin.vertex());
        return new Element.Label(
                corner.x() + sketch.exits().get(origin.exit()) + Metrics.LABEL_OFFSET,
                corner.y() + sketch.height() + Metrics.LABEL_BASE,
                tensor.type().shape().toString());
    }
}
