package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Expr;

/**
 * Over how many cells each window of an average pooling takes the mean: the product over the axes of those that lie
 * in the input, or in the padded input.
 *
 * @param countPad whether cells of padding count
 */
record AvgPoolCells(List<WindowGeometry.Axis> axes, boolean countPad) {
    /** Cells of the window at a flat, row-major position of the output. */
    int of(int output) {
        int cells = 1;
        for (WindowGeometry.Axis axis : axes.reversed()) {
            cells *= along(axis, output % axis.output());
            output /= axis.output();
        }
        return cells;
    }

    private int along(WindowGeometry.Axis axis, long output) {
        long start = output * axis.stride() - axis.before();
        return (int) (Math.min(start + axis.kernel(), end(axis)) - Math.max(start, begin(axis)));
    }

    private int begin(WindowGeometry.Axis axis) {
        return countPad ? -axis.before() : 0;
    }

    private int end(WindowGeometry.Axis axis) {
        return countPad ? axis.input() + axis.after() : axis.input();
    }

    /** Whether every window has all its cells. */
    boolean uniform() {
        return axes.stream().allMatch(this::uniform);
    }

    /** The windows between the first and the last of an axis miss no cell that these have. */
    private boolean uniform(WindowGeometry.Axis axis) {
        return along(axis, 0) == axis.kernel() && along(axis, axis.output() - 1) == axis.kernel();
    }

    /** A sum over the window at a position, divided by the number of its cells. */
    Expr mean(Expr sum, List<Affine> position) {
        if (uniform()) return Expr.multiply(sum, Expr.constant(1.0 / of(0)));
        Expr cells = Expr.constant(1);
        for (int a = 0; a < axes.size(); a++) cells = Expr.multiply(cells, along(axes.get(a), position.get(a)));
        return Expr.divide(sum, cells);
    }

    private Expr along(WindowGeometry.Axis axis, Affine output) {
        if (uniform(axis)) return Expr.constant(axis.kernel());
        Affine start = output.times(axis.stride()).plus(-axis.before());
        Expr first = Expr.max(new Expr.Index(start), Expr.constant(begin(axis)));
        Expr end = Expr.min(new Expr.Index(start.plus(axis.kernel())), Expr.constant(end(axis)));
        return Expr.subtract(end, first);
    }
}
