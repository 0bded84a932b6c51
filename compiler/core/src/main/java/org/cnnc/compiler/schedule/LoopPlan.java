package org.cnnc.compiler.schedule;

import java.util.Map;
import java.util.Optional;

/** How the loops of a nest run: the schedule of one kernel, as data. */
public sealed interface LoopPlan {
    /**
     * A tile of the result is kept in registers while the inner loops run.
     *
     * @param vectorAxis the axis whose consecutive elements fill a vector; empty for scalar code
     * @param lanes floats in a vector; 1 for scalar code
     * @param tile points of each independent axis in a tile, in vectors along the vector axis; 1 where not named
     */
    record Tiled(Optional<String> vectorAxis, int lanes, Map<String, Integer> tile) implements LoopPlan {
        public int tile(String axis) {
            return tile.getOrDefault(axis, 1);
        }

        /** Elements of an axis that one tile covers. */
        public int step(String axis) {
            return tile(axis) * (isVector(axis) ? lanes : 1);
        }

        public boolean isVector(String axis) {
            return vectorAxis.isPresent() && vectorAxis.get().equals(axis);
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
