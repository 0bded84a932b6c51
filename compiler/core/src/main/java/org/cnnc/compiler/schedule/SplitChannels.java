package org.cnnc.compiler.schedule;

import java.util.List;
import java.util.Map;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Operand;

/**
 * Splits the axes of each nest so that every index that a layout cuts into blocks is a number of blocks and a place
 * within one: only then do addresses follow from it by strides.
 */
final class SplitChannels {
    private SplitChannels() {}

    /** @throws IllegalStateException when a nest reads or writes a blocked operand as its axes cannot be split for */
    static Program split(Program program) {
        List<Program.Step> steps = program.steps().stream()
                .map(step -> new Program.Step(split(step.nest(), program.layouts()), step.fused()))
                .toList();
        return program.withSteps(steps);
    }

    /** @throws IllegalStateException likewise */
    static Nest split(Nest nest, Map<Operand, Layout> layouts) {
        AxisSplits splits = new AxisSplits(nest);
        boolean possible = add(splits, nest.element(), layouts);
        for (Access.Element load : nest.loads()) possible &= add(splits, load, layouts);
        if (!possible) throw new IllegalStateException("no split of its axes fits the layouts of " + nest);
        return splits.apply(nest);
    }

    /** Adds what an element takes; false, with nothing added, where it cannot be reached in blocks. */
    static boolean add(AxisSplits splits, Access.Element element, Map<Operand, Layout> layouts) {
        Layout layout = layouts.get(element.operand());
        if (layout == null) return true;
        for (int i = 0; i < element.index().size(); i++) {
            if (layout.blocks(i) && !splits.add(element.index().get(i))) return false;
        }
        return true;
    }
}
