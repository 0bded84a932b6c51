package org.cnnc.compiler.report.drawing;

import java.util.Arrays;
import org.cnnc.compiler.report.drawing.LayeredGraph.End;
import org.cnnc.compiler.report.drawing.LayeredGraph.Net;
import org.cnnc.compiler.report.drawing.LayeredGraph.Rank;

/** Gives each vertex a rank: the longest way to it, so that all nets lead downwards. */
final class Ranks {
    private Ranks() {}

    static int[] of(LayeredGraph graph) {
        int count = graph.vertices().size();
        int[] ranks = new int[count];
        boolean[] entered = new boolean[count];
        boolean anyFirst = graph.vertices().stream().anyMatch(vertex -> vertex.rank() == Rank.FIRST);
        if (anyFirst) {
            for (int v = 0; v < count; v++) ranks[v] = graph.vertices().get(v).rank() == Rank.FIRST ? 0 : 1;
        }
        // Sources stand before targets, and nets in the order of their sources: one pass settles every rank.
        for (Net net : graph.nets()) {
            for (End end : net.ends()) {
                entered[end.vertex()] = true;
                ranks[end.vertex()] = Math.max(ranks[end.vertex()], ranks[net.source()] + 1);
            }
        }
        lowerSources(graph, ranks, entered);
        int last = Arrays.stream(ranks).max().orElse(0);
        for (int v = 0; v < count; v++) {
            if (graph.vertices().get(v).rank() == Rank.LAST) ranks[v] = last;
        }
        return ranks;
    }

    /** What reads nothing stands just above its first reader. */
    private static void lowerSources(LayeredGraph graph, int[] ranks, boolean[] entered) {
        int[] first = new int[ranks.length];
        Arrays.fill(first, Integer.MAX_VALUE);
        for (Net net : graph.nets()) {
            for (End end : net.ends()) first[net.source()] = Math.min(first[net.source()], ranks[end.vertex()]);
        }
        for (int v = 0; v < ranks.length; v++) {
            boolean free = !entered[v] && graph.vertices().get(v).rank() == Rank.ANY;
            if (free && first[v] != Integer.MAX_VALUE) ranks[v] = first[v] - 1;
        }
    }
}
