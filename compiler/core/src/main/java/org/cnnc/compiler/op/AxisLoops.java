package org.cnnc.compiler.op;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.tensor.Shape;

/**
 * The loops of an op that works along one spatial axis, all other indices being the same.
 *
 * @param spatial the number of the axis
 */
record AxisLoops(Lowering lowering, Operand from, Operand to, int spatial) {
    /** Makes the nests of one axis. */
    @FunctionalInterface
    interface Pass {
        void along(AxisLoops loops);
    }

    /** One axis that changes after the other: each result between has the extents of {@code to} on those that did. */
    static void passes(Lowering lowering, Operand from, Operand to, Pass pass) {
        int[] before = from.type().shape().spatial();
        int[] after = to.type().shape().spatial();
        List<Integer> changed = IntStream.range(0, before.length).filter(a -> before[a] != after[a]).boxed().toList();
        List<Integer> axes = changed.isEmpty() ? List.of(0) : changed;
        Operand at = from;
        for (int axis : axes) {
            boolean last = axis == axes.getLast();
            Shape reached = reached(from.type().shape(), to.type().shape(), axis);
            Operand next = last ? to : lowering.temporary("axis" + axis, reached);
            pass.along(new AxisLoops(lowering, at, next, axis));
            at = next;
        }
    }

    private static Shape reached(Shape from, Shape to, int last) {
        int[] extents = from.extents();
        for (int a = 0; a <= last; a++) extents[a + 1] = to.extents()[a + 1];
        return Shape.of(extents);
    }

    /**
     * Adds the nest that stores the sum over {@code taps} of the elements at all {@code sources}.
     *
     * @param cells loops over the cells of the axis
     * @param target where a cell's result goes, by {@code cells}
     * @param taps loops that are summed over; may be none
     * @param sources by {@code cells} and {@code taps}
     * @param result of the sum
     */
    void sum(List<Axis> cells, Affine target, List<Axis> taps, List<Affine> sources, UnaryOperator<Expr> result) {
        List<Axis> outer = new ArrayList<>(lowering.axes(to));
        outer.remove(spatial + 2);
        outer.addAll(cells);
        Expr terms = sources.stream().<Expr>map(at -> new Expr.Load(Lowering.at(from, index(at), sample())))
                .reduce(Expr::add).orElseThrow();
        var store = Lowering.at(to, index(target), sample());
        if (taps.isEmpty()) lowering.compute(outer, result.apply(terms), store);
        else lowering.reduce(outer, taps, Reduction.Combine.SUM, terms, result.apply(Expr.accumulator()), store);
    }

    private Affine sample() {
        return Affine.of(lowering.sample());
    }

    /** The indices behind the sample's, that of the axis replaced. */
    private List<Affine> index(Affine alongAxis) {
        List<Affine> index = new ArrayList<>(lowering.axes(to).stream().skip(1).map(Affine::of).toList());
        index.set(spatial + 1, alongAxis);
        return index;
    }
}
