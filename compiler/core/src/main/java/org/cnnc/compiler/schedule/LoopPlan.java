package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
     * Rows of floats are staged into arrays of their own and combined index by index: the only form of loop over several
     * arrays that HotSpot vectorises by itself, since it cannot rule out that arrays overlap. A row is dense, whatever
     * lies between its floats in memory, so that it may run over several axes, as over a plane of an image.
     *
     * @param axes the independent axes that a row runs over, outermost first
     * @param band points of the outermost of them in one row: the next row goes on behind it
     * @param reuseAxis the axis whose results all read the same staged rows; empty where each result has its own
     * @param results rows of results that are built at once: points of the reuse axis, or 1
     * @param operands staged rows that a result or a chunk of taps reads at the most
     */
    record Rows(List<Axis> axes, int band, Optional<String> reuseAxis, int results, int operands) implements LoopPlan {
        /**
         * Results and taps that one loop combines. HotSpot unrolls and vectorises no loop of more than 60 nodes
         * (LoopUnrollLimit), which 4 x 4 just keeps to; 4 x 3 measured as fast or faster.
         */
        public static final int RESULTS_PER_LOOP = 4;

        public static final int TAPS_PER_LOOP = 3;

        /** Floats of a row for one point of the outermost axis. */
        public int inner() {
            return axes.stream().skip(1).mapToInt(Axis::extent).reduce(1, (x, y) -> x * y);
        }

        /** Floats of the longest row. */
        public int length() {
            return band * inner();
        }

        /** All other axes, bands of rows, and groups of results. */
        @Override
        public List<Axis> loops(Nest nest) {
            List<Axis> loops = new ArrayList<>(nest.axes());
            loops.removeAll(axes);
            loops.removeIf(axis -> reuseAxis.equals(Optional.of(axis.name())));
            loops.add(axes.getFirst());
            reuseAxis.ifPresent(axis -> loops.add(nest.axisByName().get(axis)));
            return loops;
        }

        @Override
        public int tiles(Axis axis) {
            if (axis.equals(axes.getFirst())) return Math.ceilDiv(axis.extent(), band);
            return reuseAxis.equals(Optional.of(axis.name())) ? axis.extent() / results : axis.extent();
        }

        /** Scratch rows that the kernel takes. */
        public int scratchRows() {
            return results + operands;
        }

        @Override
        public String toString() {
            return "rows of " + length() + " along "
                    + axes.stream().map(Axis::name).collect(Collectors.joining(" "))
                    + reuseAxis.map(axis -> ", each read by " + results + " results along " + axis).orElse("");
        }
    }

    /**
     * Long sums of products of two rows, as in the gradient of a weight. HotSpot vectorises no sum of floats, so that
     * many partial sums are kept side by side: each row is staged in pieces of {@link #CHUNKS} chunks, a loop over the
     * floats of a chunk adds the products of all chunks to a row of partial sums, and these are added up at the end.
     * Rows of the left factor are staged in pairs, that share what is loaded of the right one.
     *
     * @param axes the inner axes that rows run over, outermost first
     * @param band points of the outermost of them in a piece
     * @param chunk floats of a chunk; what a piece lacks is filled with zeros
     * @param pieces pieces of each row that are staged at once
     * @param swapped whether the left factor is the second of the product
     * @param leftAxis the axis whose rows are staged in pairs
     * @param rightAxes the axes whose rows go by all pairs, one after the other
     * @param rights rows along them
     */
    record Dots(
            List<Axis> axes, int band, int chunk, int pieces, boolean swapped, String leftAxis, Set<String> rightAxes,
            int rights)
            implements LoopPlan {
        /** Chunks of a piece: with more, HotSpot does not vectorise the loop, see {@link Rows}. */
        public static final int CHUNKS = 4;

        /** Chunks are of whole vectors, and so are their quarters. */
        public static final int UNIT = 64;

        /** Pairs of left rows that are staged at once. */
        public static final int PAIRS = 4;

        /** All other axes, and groups of pairs. */
        @Override
        public List<Axis> loops(Nest nest) {
            List<Axis> loops = new ArrayList<>(nest.axes());
            loops.removeIf(axis -> axis.name().equals(leftAxis) || rightAxes.contains(axis.name()));
            loops.add(nest.axisByName().get(leftAxis));
            return loops;
        }

        @Override
        public int tiles(Axis axis) {
            return axis.name().equals(leftAxis) ? Math.ceilDiv(axis.extent(), 2 * PAIRS) : axis.extent();
        }

        /** Floats of a piece for one point of the outermost axis. */
        public int inner() {
            return axes.stream().skip(1).mapToInt(Axis::extent).reduce(1, (x, y) -> x * y);
        }

        /** Floats of a scratch row: of a pair of pieces, or of all sums of the staged rows. */
        public int length() {
            return Math.max(2 * CHUNKS * chunk, 2 * PAIRS * rights);
        }

        /** Scratch rows that the kernel takes: two of partial sums, one of sums, the right row's pieces and the pairs'. */
        public int scratchRows() {
            return 3 + pieces + PAIRS * pieces;
        }

        @Override
        public String toString() {
            return "sums of " + axes.stream().mapToInt(Axis::extent).reduce(1, (x, y) -> x * y) + " products along "
                    + axes.stream().map(Axis::name).collect(Collectors.joining(" ")) + ", pairs along " + leftAxis;
        }
    }
}
