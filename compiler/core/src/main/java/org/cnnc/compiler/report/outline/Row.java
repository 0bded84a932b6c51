package org.cnnc.compiler.report.outline;

import java.util.List;
import java.util.stream.Collectors;
import org.cnnc.compiler.shape.LayerSummary;
import org.cnnc.compiler.tensor.Shape;

/**
 * A row of a summary: a layer, or several summed up.
 *
 * @param name the canonical name of the layer or the scope; {@code layer1.1..2} for a run of scopes
 * @param repeats number of scopes of the same make that the row stands for
 * @param kind a layer's kind; {@code conv, relu} for a layer with its activation; {@code 12 layers} for a scope
 * @param layers what is summed up
 */
public record Row(String name, int repeats, String kind, List<PlacedLayer> layers) {
    static Row of(PlacedLayer layer) {
        return new Row(layer.path(), 1, layer.summary().op(), List.of(layer));
    }

    static Row of(Run run) {
        List<PlacedLayer> layers = run.layers();
        String kind = switch (run.first()) {
            case Part.Single single -> kinds(single);
            case Part.Scope scope when layers.size() == 1 -> "1 layer";
            case Part.Scope scope -> layers.size() + " layers";
        };
        return new Row(run.path(), run.count(), kind, layers);
    }

    private static String kinds(Part.Single single) {
        return single.layers().stream().map(layer -> layer.summary().op()).collect(Collectors.joining(", "));
    }

    /** The name, and how many scopes it stands for: {@code layer1.1..2 x 2}. */
    public String label() {
        return repeats == 1 ? name : name + " x " + repeats;
    }

    /** A layer as the language writes it; what {@link #kind} says for several. */
    public String call() {
        return layers.size() == 1 ? OpCall.of(layers.getFirst().summary()) : kind;
    }

    /** The result's shape. */
    public Shape output() {
        return last().output();
    }

    public List<Long> receptiveField() {
        return last().receptiveField();
    }

    public long parameters() {
        return layers.stream().mapToLong(layer -> layer.summary().parameters()).sum();
    }

    public long macs() {
        return layers.stream().mapToLong(layer -> layer.summary().macs()).sum();
    }

    /** The initialisers of the weights. */
    public Initialisation initialisation() {
        return Initialisation.of(layers.stream().map(PlacedLayer::summary).toList());
    }

    private LayerSummary last() {
        return layers.getLast().summary();
    }
}
