package org.cnnc.compiler.schedule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Nest;
import org.cnnc.compiler.kernel.Operand;

/**
 * Makes the nests that fill an operand's margin with zeros, where its memory was another's before: one for the cells
 * before and behind an index, or two where these are not as many.
 */
final class ClearMargins {
    private final int block;
    private final Set<String> names;

    /** @param names of all other nests */
    ClearMargins(int block, Set<String> names) {
        this.block = block;
        this.names = new HashSet<>(names);
    }

    /** @param place of the operand in the arena @param first of the nests that store it: what runs next */
    List<Program.Step> steps(Region region, Placement place, Nest first) {
        Operand operand = region.operand();
        Margins.Margin margin = region.margin();
        List<Program.Step> steps = new ArrayList<>();
        for (int i = 0; i < operand.rank(); i++) {
            int before = margin.before()[i];
            int after = margin.after()[i];
            int extent = extent(operand, i);
            if (before == after && before > 0) {
                Axis side = new Axis("side", 2);
                steps.add(clear(operand, margin, place, first, i, before, List.of(side),
                        Affine.of(side).times(before + extent).plus(-before)));
            } else {
                if (before > 0) steps.add(clear(operand, margin, place, first, i, before, List.of(), Affine.constant(-before)));
                if (after > 0) steps.add(clear(operand, margin, place, first, i, after, List.of(), Affine.constant(extent)));
            }
        }
        return steps;
    }

    /** @param cells as many at an index from {@code start} on, all that is beside them included */
    private Program.Step clear(
            Operand operand, Margins.Margin margin, Placement place, Nest first, int index, int cells, List<Axis> sides,
            Affine start) {
        List<Axis> axes = new ArrayList<>();
        List<Affine> element = new ArrayList<>();
        for (int i = 0; i < operand.rank(); i++) {
            int around = margin.before()[i] + margin.after()[i];
            boolean sample = operand.type().batched() && i == 0;
            if (place.blockStrides()[i] != 0) {
                Axis number = new Axis("d" + i + "_o", Math.ceilDiv(extent(operand, i), Layout.BLOCK));
                Axis within = new Axis("d" + i + "_i", Layout.BLOCK);
                axes.addAll(List.of(number, within));
                element.add(Affine.of(number).times(Layout.BLOCK).plus(within));
                continue;
            }
            Axis axis = new Axis(sample ? Lowering.SAMPLE : "d" + i, i == index ? cells : extent(operand, i) + around);
            if (i == index) axes.addAll(sides);
            axes.add(axis);
            element.add(Affine.of(axis).plus(i == index ? start : Affine.constant(-margin.before()[i])));
        }
        String name = unique(first.name() + "_margin");
        return new Program.Step(
                new Nest(name, first.line(), axes, Optional.empty(), Expr.constant(0), place.address(element)), List.of());
    }

    private int extent(Operand operand, int index) {
        int sample = operand.type().batched() ? 1 : 0;
        return index < sample ? block : operand.type().shape().extent(index - sample);
    }

    private String unique(String name) {
        String unique = name;
        for (int count = 2; !names.add(unique); count++) unique = name + "_" + count;
        return unique;
    }
}
