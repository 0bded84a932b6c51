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
    /** What one kernel takes: so many rows of so many floats. */
    private record Need(int rows, int length) {}

    static ScratchRows of(List<Kernel> kernels) {
        List<Need> needs = new ArrayList<>();
        for (Kernel kernel : kernels) {
            switch (kernel.plan()) {
                case LoopPlan.Rows plan -> needs.add(new Need(plan.scratchRows(), plan.length()));
                case LoopPlan.Dots plan -> needs.add(new Need(plan.scratchRows(), plan.length()));
                case LoopPlan.Tiled _ -> {}
            }
        }
        needs.sort(Comparator.comparingInt(Need::length).reversed());
        List<Integer> counts = new ArrayList<>();
        List<Integer> lengths = new ArrayList<>();
        int rows = 0;
        for (Need need : needs) {
            if (need.rows() <= rows) continue;
            counts.add(need.rows() - rows);
            lengths.add(need.length());
            rows = need.rows();
        }
        return new ScratchRows(array(counts), array(lengths));
    }

    private static int[] array(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }
}
