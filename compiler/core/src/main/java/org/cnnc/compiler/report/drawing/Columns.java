package org.cnnc.compiler.report.drawing;

import java.util.List;

/**
 * Gives each slot its place from left to right: as near to what it is linked with as the order and the widths allow.
 * Each rank in turn is the least-squares fit to its neighbours under the constraint that nothing overlaps, which is
 * an isotonic regression (pool adjacent violators).
 */
final class Columns {
    private static final int SWEEPS = 24;
    private static final double GAP = 26;
    /** A net that passes ranks should be straight before all else (Gansner et al., 1993). */
    private static final double STRAIGHT = 30;

    private final Layering layering;
    private final List<List<Integer>> order;
    private final double[] left;
    private final double[] wanted;
    private final double[] weights;

    private Columns(Layering layering, List<List<Integer>> order) {
        this.layering = layering;
        this.order = order;
        this.left = new double[layering.slots().size()];
        this.wanted = new double[left.length];
        this.weights = new double[left.length];
    }

    /** The left edge of each slot, the leftmost of all being 0. */
    static double[] of(Layering layering, List<List<Integer>> order) {
        return new Columns(layering, order).place();
    }

    private double[] place() {
        for (List<Integer> rank : order) centre(rank);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            boolean both = sweep >= SWEEPS / 2;
            for (int rank = 0; rank < order.size(); rank++) fit(rank, true, both);
            for (int rank = order.size() - 1; rank >= 0; rank--) fit(rank, both, true);
        }
        for (int rank = 1; rank < order.size(); rank++) fit(rank, true, false);
        double least = Double.MAX_VALUE;
        for (double x : left) least = Math.min(least, x);
        for (int slot = 0; slot < left.length; slot++) left[slot] -= least;
        return left;
    }

    private void centre(List<Integer> rank) {
        double x = 0;
        for (int slot : rank) {
            left[slot] = x;
            x += width(slot) + GAP;
        }
        for (int slot : rank) left[slot] -= (x - GAP) / 2;
    }

    private double width(int slot) {
        return layering.slots().get(slot).width();
    }

    /** Moves a rank towards its neighbours above, below or both. */
    private void fit(int rank, boolean above, boolean below) {
        List<Integer> slots = order.get(rank);
        for (int slot : slots) {
            wanted[slot] = 0;
            weights[slot] = 0;
        }
        if (above && rank > 0) {
            for (Layering.Link link : layering.links().get(rank - 1)) {
                pull(link.lower(), left[link.upper()] + link.upperAt() - link.lowerAt(), weight(link));
            }
        }
        if (below) {
            for (Layering.Link link : layering.links().get(rank)) {
                pull(link.upper(), left[link.lower()] + link.lowerAt() - link.upperAt(), weight(link));
            }
        }
        separate(slots);
    }

    private double weight(Layering.Link link) {
        boolean upper = layering.slots().get(link.upper()).passing();
        boolean lower = layering.slots().get(link.lower()).passing();
        return upper && lower ? STRAIGHT : upper || lower ? 2 : 1;
    }

    private void pull(int slot, double to, double weight) {
        wanted[slot] += to * weight;
        weights[slot] += weight;
    }

    /** Pool adjacent violators: neighbours that would overlap form a block, which stands at its members' mean. */
    private void separate(List<Integer> slots) {
        double[] means = new double[slots.size()];
        double[] masses = new double[slots.size()];
        int[] sizes = new int[slots.size()];
        double[] shifts = new double[slots.size()];
        int blocks = 0;
        double shift = 0;
        for (int i = 0; i < slots.size(); i++) {
            int slot = slots.get(i);
            shifts[i] = shift;
            shift += width(slot) + GAP;
            // What nothing pulls keeps its place unless others need it.
            double mass = weights[slot] > 0 ? weights[slot] : 1e-3;
            means[blocks] = (weights[slot] > 0 ? wanted[slot] / weights[slot] : left[slot]) - shifts[i];
            masses[blocks] = mass;
            sizes[blocks++] = 1;
            while (blocks > 1 && means[blocks - 2] >= means[blocks - 1]) {
                double sum = masses[blocks - 2] + masses[blocks - 1];
                means[blocks - 2] += (means[blocks - 1] - means[blocks - 2]) * masses[blocks - 1] / sum;
                masses[blocks - 2] = sum;
                sizes[blocks - 2] += sizes[--blocks];
            }
        }
        int i = 0;
        for (int block = 0; block < blocks; block++) {
            for (int n = 0; n < sizes[block]; n++, i++) left[slots.get(i)] = means[block] + shifts[i];
        }
    }
}
