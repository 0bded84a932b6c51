package org.cnnc.compiler.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cnnc.compiler.diagnostics.Fix;
import org.cnnc.compiler.graph.GraphNode;
import org.cnnc.compiler.graph.RemedyEdits;
import org.cnnc.compiler.op.Window;
import org.cnnc.compiler.source.Span;
import org.cnnc.compiler.tensor.Shape;

/**
 * What may make two paths of a join fit: the other path's stride or filters for the last window of this one, or the
 * padding that keeps its size. Whether one of them does, the front end finds out.
 */
final class JoinFixes {
    private static final int FARTHEST = 50;

    private final Map<Integer, Shape> shapes;
    private final Map<Integer, GraphNode> producers;

    JoinFixes(Map<Integer, Shape> shapes, Map<Integer, GraphNode> producers) {
        this.shapes = shapes;
        this.producers = producers;
    }

    List<Fix> of(GraphNode join) {
        if (join.inputs().size() != 2) return List.of();
        List<Fix> fixes = new ArrayList<>();
        // The later path is mostly the shortcut, which is made to fit the other.
        fixes.addAll(of(join.inputs().get(1), join.inputs().get(0)));
        fixes.addAll(of(join.inputs().get(0), join.inputs().get(1)));
        return fixes;
    }

    private List<Fix> of(int changed, int other) {
        Optional<GraphNode> node = lastWindow(changed);
        Shape from = shapes.get(changed);
        Shape to = shapes.get(other);
        if (node.isEmpty() || from.rank() != to.rank() || from.spatialRank() == 0) return List.of();
        List<Fix> fixes = new ArrayList<>();
        int mine = from.spatial()[0];
        int theirs = to.spatial()[0];
        if (mine > theirs && takes(node.get(), "stride")) fixes.add(set(node.get(), "stride", strideOf(other, node.get(), Math.ceilDiv(mine, theirs))));
        if (mine < theirs && takes(node.get(), "pad")) {
            Window window = node.get().layer().window(shapes.get(node.get().inputs().getFirst())).orElseThrow();
            fixes.add(set(node.get(), "pad", Integer.toString(window.dilation()[0] * (window.kernel()[0] - 1) / 2)));
        }
        if (from.channels() != to.channels() && takes(node.get(), "filters")) fixes.add(set(node.get(), "filters", Integer.toString(to.channels())));
        return fixes;
    }

    private static boolean takes(GraphNode node, String argument) {
        return node.layer().kind().schema().arguments().stream().anyMatch(known -> known.name().equals(argument));
    }

    private static Fix set(GraphNode node, String argument, String value) {
        String text = "`" + argument + "=" + value + "` for `" + node.span().text() + "` makes them fit";
        return new Fix(text, RemedyEdits.argument(argument, value, node.span(), node.arguments()));
    }

    /** The stride as the other path writes it, where both stand in one body: a parameter stays a parameter. */
    private String strideOf(int other, GraphNode like, int ratio) {
        int at = other;
        for (int steps = 0; steps < FARTHEST && producers.containsKey(at); steps++) {
            GraphNode node = producers.get(at);
            Span given = node.arguments().get("stride");
            if (given != null && node.uses().equals(like.uses())) return given.text();
            at = node.inputs().getFirst();
        }
        return Integer.toString(ratio);
    }

    private Optional<GraphNode> lastWindow(int tensor) {
        int at = tensor;
        for (int steps = 0; steps < FARTHEST && producers.containsKey(at); steps++) {
            GraphNode node = producers.get(at);
            if (node.layer().window(shapes.get(node.inputs().getFirst())).isPresent()) return Optional.of(node);
            at = node.inputs().getFirst();
        }
        return Optional.empty();
    }
}
