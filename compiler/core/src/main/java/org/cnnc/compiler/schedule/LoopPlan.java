package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Nest;

/** How the loops of a nest run: the schedule of one kernel, as data. */
public sealed interface LoopPlan {
    /** The independent loops over tiles or rows, outermost first; any range of their rounds may run on its own. */
    List<Axis> loops(Nest nest);

    /** Rounds of one of {@link #loops}. */
    int tiles(Axis axis);

    /**
     * Tiles of one length along an axis.
     *
     * @param start element at which the first begins
     * @param step elements from one to the next
     * @param points points of each, in vectors along the vector axis
     * @param tailLanes lanes in use where it is the last, incomplete vector; 0 for whole ones
     */
    record Segment(int start, int count, int step, int points, int tailLanes) {}

    /**
     * A tile of the result is kept in registers while the inner loops run.
     *
     * @param vectorAxis the axis whose consecutive elements fill a vector; empty for scalar code
     * @param lanes floats in a vector; 1 for scalar code
     * @param tile the most points of each independent axis in a tile, in vectors along the vector axis; 1 where not named
     */
    record Tiled(Optional<String> vectorAxis, int lanes, Map<String, Integer> tile) implements LoopPlan {
        public int tile(String axis) {
            return tile.getOrDefault(axis, 1);
        }

        /** Elements of an axis that one tile covers. */
        public int step(String axis) {
            return tile(axis) * (isVector(axis) ? lanes : 1);
        }

        /**
         * How an axis is cut into as few tiles as the tile's size allows, none more than one point longer than
         * another: a short rest would keep the arithmetic waiting for each sum.
         */
        public List<Segment> segments(Axis axis) {
            List<Segment> segments = new ArrayList<>();
            int unit = isVector(axis.name()) ? lanes : 1;
            int points = axis.extent() / unit;
            int tail = axis.extent() % unit;
            if (points > 0) {
                int tiles = Math.ceilDiv(points, tile(axis.name()));
                int longer = Math.ceilDiv(points, tiles);
                int shorterTiles = tiles * longer - points;
                int longerTiles = tiles - shorterTiles;
                segments.add(new Segment(0, longerTiles, longer * unit, longer, 0));
                int start = longerTiles * longer * unit;
                if (shorterTiles > 0) segments.add(new Segment(start, shorterTiles, (longer - 1) * unit, longer - 1, 0));
            }
            if (tail > 0) segments.add(new Segment(points * unit, 1, unit, 1, tail));
            return segments;
        }

        public boolean isVector(String axis) {
            return vectorAxis.isPresent() && vectorAxis.get().equals(axis);
        }

        @Override
        public List<Axis> loops(Nest nest) {
            return nest.axes();
        }

        @Override
        public int tiles(Axis axis) {
            return segments(axis).stream().mapToInt(Segment::count).sum();
        }

        @Override
        public String toString() {
            return (lanes == 1 ? "scalar" : "vector " + lanes + " along " + vectorAxis.orElseThrow())
                    + (tile.isEmpty() ? "" : ", tile " + new java.util.TreeMap<>(tile));
        }
    }

    /**
     * Rows of consecutive floats are staged into arrays of their own and combined index by index: the only form of
     * loop over several arrays that HotSpot vectorises by itself, since it cannot rule out that arrays overlap.
     *
     * @param rowAxis the independent axis that a row runs along
     * @param reuseAxis the axis whose results all read the same staged rows; empty where each result has its own
     * @param results rows of results that are built at once: the extent of the reuse axis, or 1
     * @param operands staged rows that a result or a group of taps reads at the most
     */
    record Rows(String rowAxis, Optional<String> reuseAxis, int length, int results, int operands) implements LoopPlan {
        /** Results and taps that one loop combines: more streams than that and HotSpot gives up. */
        public static final int RESULTS_PER_LOOP = 4;

        public static final int TAPS_PER_LOOP = 4;

        /** All but the row itself and the results that are built at once. */
        @Override
        public List<Axis> loops(Nest nest) {
            return nest.axes().stream()
                    .filter(axis -> !axis.name().equals(rowAxis))
                    .filter(axis -> !reuseAxis.equals(Optional.of(axis.name())))
                    .toList();
        }

        @Override
        public int tiles(Axis axis) {
            return axis.extent();
        }

        /** Scratch rows that the kernel takes. */
        public int scratchRows() {
            return results + operands;
        }

        @Override
        public String toString() {
            return "rows of " + length + " along " + rowAxis
                    + reuseAxis.map(axis -> ", each read by " + results + " results along " + axis).orElse("");
        }
    }
}
