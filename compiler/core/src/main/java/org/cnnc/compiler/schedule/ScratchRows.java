package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The scratch rows that kernels share, each no longer than the longest row that a kernel keeps there: many short rows
 * of one kernel and few long ones of another do not add up to many long ones.
 *
 * @param counts rows of each length
 * @param lengths in floats, falling
 */
record ScratchRows(int[] counts, int[] lengths) {
    static ScratchRows of(List<Kernel> kernels) {
        List<LoopPlan.Rows> plans = new ArrayList<>();
        for (Kernel kernel : kernels) {
            if (kernel.plan() instanceof LoopPlan.Rows plan) plans.add(plan);
        }
        plans.sort(Comparator.comparingInt(LoopPlan.Rows::length).reversed());
        List<Integer> counts = new ArrayList<>();
        List<Integer> lengths = new ArrayList<>();
        int rows = 0;
        for (LoopPlan.Rows plan : plans) {
            if (plan.scratchRows() <= rows) continue;
            counts.add(plan.scratchRows() - rows);
            lengths.add(plan.length());
            rows = plan.scratchRows();
        }
        return new ScratchRows(array(counts), array(lengths));
    }

    private static int[] array(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }
}
