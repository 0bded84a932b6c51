package org.cnnc.compiler.schedule;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Operand;

/**
 * How far nests read beyond the edges of an operand. The operand is stored with a margin of that many zeros, so
 * that padding needs no test in a kernel.
 */
final class Margins {
    /** Cells before and behind each index of an operand. */
    record Margin(int[] before, int[] after) {
        boolean none() {
            for (int i = 0; i < before.length; i++) {
                if (before[i] > 0 || after[i] > 0) return false;
            }
            return true;
        }
    }

    private final Map<Operand, Margin> margins = new HashMap<>();

    private Margins() {}

    static Margins of(List<Nest> nests) {
        Margins margins = new Margins();
        for (Nest nest : nests) {
            Map<String, Axis> axes = nest.axisByName();
            for (Access.Element load : nest.loads()) margins.widen(load, axes);
        }
        return margins;
    }

    Margin of(Operand operand) {
        return margins.getOrDefault(operand, none(operand));
    }

    static Margin none(Operand operand) {
        return new Margin(new int[operand.rank()], new int[operand.rank()]);
    }

    private void widen(Access.Element load, Map<String, Axis> axes) {
        Operand operand = load.operand();
        Margin margin = of(operand);
        int spatialFrom = operand.type().batched() ? 1 : 0;
        for (int i = spatialFrom; i < operand.rank(); i++) {
            Affine index = load.index().get(i);
            int extent = operand.type().shape().extent(i - spatialFrom);
            margin.before[i] = Math.max(margin.before[i], -index.min(axes));
            margin.after[i] = Math.max(margin.after[i], index.max(axes) - (extent - 1));
        }
        margins.put(operand, margin);
    }
}
