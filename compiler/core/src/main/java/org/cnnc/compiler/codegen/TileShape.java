package org.cnnc.compiler.codegen;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cnnc.compiler.schedule.LoopPlan;

/**
 * The points of one tile: how many along each axis, and how many lanes of the last vector are in use.
 *
 * @param sizes points per axis that has more than one, in vectors along the vector axis
 * @param tailLanes lanes in use where the tile is the last, incomplete vector of its axis; 0 for whole vectors
 */
record TileShape(Map<String, Integer> sizes, int tailLanes) {
    /**
     * The offset of each point along each axis, in elements. The longest axis varies slowest: what it loads is used
     * up at once, and the operands of the shorter one stay in registers.
     */
    List<Map<String, Integer>> points(LoopPlan.Tiled plan) {
        List<String> axes = new ArrayList<>(sizes.keySet());
        axes.sort(Comparator.comparingInt((String axis) -> -sizes.get(axis)).thenComparing(axis -> axis));
        List<Map<String, Integer>> points = new ArrayList<>(List.of(Map.of()));
        for (String axis : axes) {
            int step = plan.isVector(axis) ? plan.lanes() : 1;
            List<Map<String, Integer>> more = new ArrayList<>();
            for (Map<String, Integer> point : points) {
                for (int i = 0; i < sizes.get(axis); i++) {
                    Map<String, Integer> extended = new LinkedHashMap<>(point);
                    extended.put(axis, i * step);
                    more.add(extended);
                }
            }
            points = more;
        }
        return points;
    }
}
