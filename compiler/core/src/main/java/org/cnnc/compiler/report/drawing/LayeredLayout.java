package org.cnnc.compiler.report.drawing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cnnc.compiler.report.drawing.LayeredGraph.Rank;
import org.cnnc.compiler.report.drawing.LayeredGraph.Vertex;

/**
 * A graph from top to bottom: ranks by the longest way, ordered by barycentres, nets as curves between the ranks.
 *
 * @param corners the top left corner of each vertex
 * @param wires the curves of each net, from its source downwards
 */
record LayeredLayout(double width, double height, List<Point> corners, List<List<Curve>> wires) {
    /** Room below a rank for the labels of the nets that start there. */
    static final double LABELS = 20;

    private static final double STRAIGHT_GAP = 12;
    private static final double CURVED_GAP = 26;
    private static final double MOST_CURVED_GAP = 90;

    /** A point of the drawing: x to the right, y downwards. */
    record Point(double x, double y) {}

    /** A line from top to bottom that starts and ends upright. @param ends whether a reader stands at its end */
    record Curve(double x1, double y1, double x2, double y2, boolean ends) {}

    /** @throws DrawingTooLarge when the graph cannot be drawn */
    static LayeredLayout of(LayeredGraph graph) {
        Layering layering = Layering.of(graph, Ranks.of(graph));
        double[] left = Columns.of(layering, Ordering.of(layering));
        return new Vertical(graph, layering, left).layout();
    }

    /** Where a net leaves a slot. */
    private record Tail(int net, int upper) {}

    /** The second half of the layout: heights and curves. */
    private record Vertical(LayeredGraph graph, Layering layering, double[] left, double[] top, double[] height) {
        Vertical(LayeredGraph graph, Layering layering, double[] left) {
            this(graph, layering, left, new double[layering.ranks().size()], new double[layering.ranks().size()]);
        }

        LayeredLayout layout() {
            double y = 0;
            for (int rank = 0; rank < top.length; rank++) {
                top[rank] = y;
                for (int slot : layering.ranks().get(rank)) {
                    height[rank] = Math.max(height[rank], layering.slots().get(slot).height());
                }
                y += height[rank] + gap(rank);
            }
            double width = 0;
            for (int slot = 0; slot < left.length; slot++) {
                width = Math.max(width, left[slot] + layering.slots().get(slot).width());
            }
            List<Point> corners = new ArrayList<>();
            for (int v = 0; v < graph.vertices().size(); v++) corners.add(corner(v));
            return new LayeredLayout(width, y, List.copyOf(corners), wires());
        }

        /** The space below a rank; the wider a curve, the more it needs to stay readable. None below the last. */
        private double gap(int rank) {
            if (rank == top.length - 1) return 0;
            double widest = layering.links().get(rank).stream()
                    .mapToDouble(link -> Math.abs(left[link.upper()] + link.upperAt() - left[link.lower()] - link.lowerAt()))
                    .max()
                    .orElse(0);
            double curves = widest < 1 ? STRAIGHT_GAP : Math.min(MOST_CURVED_GAP, CURVED_GAP + widest / 12);
            return labels(rank) + curves;
        }

        /** Room for the labels of the nets that start in a rank. */
        private double labels(int rank) {
            boolean labelled = layering.links().get(rank).stream().anyMatch(link ->
                    graph.nets().get(link.net()).labelled() && !layering.slots().get(link.upper()).passing());
            return labelled ? LABELS : 0;
        }

        /** In the middle of its rank; what must be first or last stands at the edge. */
        private Point corner(int v) {
            Layering.Slot slot = layering.slots().get(v);
            Vertex vertex = graph.vertices().get(v);
            double free = height[slot.rank()] - slot.height();
            double down = switch (vertex.rank()) {
                case FIRST -> 0;
                case ANY -> free / 2;
                case LAST -> free;
            };
            return new Point(left[v], top[slot.rank()] + down);
        }

        private List<List<Curve>> wires() {
            List<List<Curve>> wires = new ArrayList<>();
            for (int n = 0; n < graph.nets().size(); n++) wires.add(new ArrayList<>());
            for (int rank = 0; rank + 1 < top.length; rank++) {
                double curvesFrom = top[rank + 1] - gap(rank) + labels(rank);
                Set<Tail> drawn = new HashSet<>();
                for (Layering.Link link : layering.links().get(rank)) {
                    List<Curve> wire = wires.get(link.net());
                    double x = left[link.upper()] + link.upperAt();
                    // Down to where the curves begin, once for all that go on from there.
                    if (drawn.add(new Tail(link.net(), link.upper()))) {
                        wire.add(new Curve(x, bottom(link.upper()), x, curvesFrom, false));
                    }
                    curve(link, x, curvesFrom, wire);
                }
            }
            return wires;
        }

        private void curve(Layering.Link link, double x1, double y1, List<Curve> wire) {
            Layering.Slot lower = layering.slots().get(link.lower());
            double x2 = left[link.lower()] + link.lowerAt();
            double edge = top[lower.rank()];
            double y2 = lower.passing() ? edge : corner(link.lower()).y();
            boolean ends = !lower.passing() && graph.vertices().get(link.lower()).rank() != Rank.LAST;
            if (y2 > edge) {
                wire.add(new Curve(x1, y1, x2, edge, false));
                wire.add(new Curve(x2, edge, x2, y2, ends));
            } else {
                wire.add(new Curve(x1, y1, x2, y2, ends));
            }
        }

        private double bottom(int slot) {
            Layering.Slot upper = layering.slots().get(slot);
            return upper.passing() ? top[upper.rank()] : corner(slot).y() + upper.height();
        }
    }
}
