package org.cnnc.compiler.report.drawing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Orders the slots of each rank so that few links cross, by the barycentre heuristic (Sugiyama, Tagawa and Toda,
 * "Methods for visual understanding of hierarchical system structures", 1981).
 */
final class Ordering {
    private static final int SWEEPS = 12;

    private final Layering layering;
    private final double[] position;
    private final double[] sums;
    private final int[] counts;

    private Ordering(Layering layering) {
        this.layering = layering;
        this.position = new double[layering.slots().size()];
        this.sums = new double[position.length];
        this.counts = new int[position.length];
    }

    /** The slots of each rank from left to right. */
    static List<List<Integer>> of(Layering layering) {
        return new Ordering(layering).best();
    }

    private List<List<Integer>> best() {
        List<List<Integer>> order = copy(layering.ranks());
        List<List<Integer>> best = copy(order);
        long fewest = crossings(order);
        for (int sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
            if (sweep % 2 == 0) {
                for (int rank = 1; rank < order.size(); rank++) sortByAbove(order, rank);
            } else {
                for (int rank = order.size() - 2; rank >= 0; rank--) sortByBelow(order, rank);
            }
            long crossings = crossings(order);
            if (crossings < fewest) {
                fewest = crossings;
                best = copy(order);
            }
        }
        return best;
    }

    private static List<List<Integer>> copy(List<List<Integer>> order) {
        List<List<Integer>> copy = new ArrayList<>();
        for (List<Integer> rank : order) copy.add(new ArrayList<>(rank));
        return copy;
    }

    /** Sorts a rank by the mean positions of its slots' neighbours above; what has none keeps its place. */
    private void sortByAbove(List<List<Integer>> order, int rank) {
        number(order.get(rank - 1));
        start(order.get(rank));
        for (Layering.Link link : layering.links().get(rank - 1)) {
            add(link.lower(), at(link.upper(), link.upperAt()));
        }
        sort(order.get(rank));
    }

    private void sortByBelow(List<List<Integer>> order, int rank) {
        number(order.get(rank + 1));
        start(order.get(rank));
        for (Layering.Link link : layering.links().get(rank)) {
            add(link.upper(), at(link.lower(), link.lowerAt()));
        }
        sort(order.get(rank));
    }

    private void start(List<Integer> rank) {
        for (int slot : rank) {
            sums[slot] = 0;
            counts[slot] = 0;
        }
    }

    private void add(int slot, double neighbour) {
        sums[slot] += neighbour;
        counts[slot]++;
    }

    private void sort(List<Integer> rank) {
        number(rank);
        for (int slot : rank) {
            if (counts[slot] > 0) position[slot] = sums[slot] / counts[slot];
        }
        rank.sort(Comparator.comparingDouble(slot -> position[slot]));
    }

    private void number(List<Integer> rank) {
        for (int i = 0; i < rank.size(); i++) position[rank.get(i)] = i;
    }

    /** Several exits or entries of a slot count as positions within it. */
    private double at(int slot, double offset) {
        return position[slot] + offset / layering.slots().get(slot).width();
    }

    private long crossings(List<List<Integer>> order) {
        long sum = 0;
        for (int rank = 0; rank + 1 < order.size(); rank++) {
            number(order.get(rank));
            number(order.get(rank + 1));
            sum += crossings(layering.links().get(rank), order.get(rank + 1).size());
        }
        return sum;
    }

    /** Links sorted by their upper ends; a tree of counts tells how many before each end further right. */
    private long crossings(List<Layering.Link> links, int lowerSlots) {
        List<Layering.Link> sorted = new ArrayList<>(links);
        sorted.sort(Comparator.<Layering.Link>comparingDouble(link -> at(link.upper(), link.upperAt()))
                .thenComparingDouble(link -> at(link.lower(), link.lowerAt())));
        long[] tree = new long[lowerSlots + 1];
        long crossings = 0;
        for (int i = 0; i < sorted.size(); i++) {
            int lower = (int) position[sorted.get(i).lower()];
            crossings += i - upTo(tree, lower + 1);
            for (int node = lower + 1; node < tree.length; node += node & -node) tree[node]++;
        }
        return crossings;
    }

    private static long upTo(long[] tree, int end) {
        long sum = 0;
        for (int node = end; node > 0; node -= node & -node) sum += tree[node];
        return sum;
    }
}
