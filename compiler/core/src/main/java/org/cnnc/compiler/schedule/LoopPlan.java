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
}
