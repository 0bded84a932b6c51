package org.cnnc.compiler.report.drawing;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.report.drawing.LayeredGraph.End;
import org.cnnc.compiler.report.drawing.LayeredGraph.Net;
import org.cnnc.compiler.report.drawing.LayeredGraph.Vertex;

/**
 * A graph whose every link leads from a rank to the next: a net that passes ranks has a slot of its own in each of
 * them, which all its targets share.
 *
 * @param ranks numbers of the slots of each rank, in order from left to right
 * @param slots the vertices under their own numbers, then the passing nets
 * @param links of each gap, between rank and rank + 1
 */
record Layering(List<List<Integer>> ranks, List<Slot> slots, List<List<Link>> links) {
    /** Room that a passing net is given. */
    static final double LANE = 12;

    /** A place in a rank. @param passing whether a net goes through it, and no vertex stands there */
    record Slot(int rank, double width, double height, boolean passing) {}

    /** A net's way through one gap. @param upperAt from the upper slot's left edge @param lowerAt likewise */
    record Link(int net, int upper, double upperAt, int lower, double lowerAt) {}

    /** @throws DrawingTooLarge when nets pass more ranks than can be drawn */
    static Layering of(LayeredGraph graph, int[] ranks) {
        int count = 1;
        for (int rank : ranks) count = Math.max(count, rank + 1);
        Layering layering = new Layering(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int rank = 0; rank < count; rank++) {
            layering.ranks.add(new ArrayList<>());
            layering.links.add(new ArrayList<>());
        }
        for (int v = 0; v < ranks.length; v++) {
            Vertex vertex = graph.vertices().get(v);
            layering.add(new Slot(ranks[v], vertex.width(), vertex.height(), false));
        }
        for (int n = 0; n < graph.nets().size(); n++) layering.route(graph, n, ranks);
        return layering;
    }

    private int add(Slot slot) {
        DrawingTooLarge.check(slots.size());
        slots.add(slot);
        ranks.get(slot.rank()).add(slots.size() - 1);
        return slots.size() - 1;
    }

    private void route(LayeredGraph graph, int number, int[] rankOf) {
        Net net = graph.nets().get(number);
        int bottom = net.ends().stream().mapToInt(end -> rankOf[end.vertex()]).max().orElse(0);
        int upper = net.source();
        double upperAt = graph.vertices().get(upper).exits().get(net.exit());
        for (int rank = rankOf[net.source()] + 1; rank <= bottom; rank++) {
            for (End end : net.ends()) {
                if (rankOf[end.vertex()] != rank) continue;
                double at = graph.vertices().get(end.vertex()).entries().get(end.entry());
                links.get(rank - 1).add(new Link(number, upper, upperAt, end.vertex(), at));
            }
            if (rank == bottom) return;
            int lane = add(new Slot(rank, LANE, 0, true));
            links.get(rank - 1).add(new Link(number, upper, upperAt, lane, LANE / 2));
            upper = lane;
            upperAt = LANE / 2;
        }
    }
}
