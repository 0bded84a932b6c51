package org.cnnc.compiler.op;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;

/** The loops of poolings and of their gradients: every channel by itself, a window at each position. */
final class PoolLoops {
    private final Lowering lowering;
    private final WindowGeometry geometry;
    private final Axis channel;
    private final Affine sample;

    PoolLoops(Lowering lowering, WindowGeometry geometry, int channels) {
        this.lowering = lowering;
        this.geometry = geometry;
        this.channel = new Axis("c", channels);
        this.sample = Affine.of(lowering.sample());
    }

    /** What a window makes of a tap: {@code cell} of the input there, and the window's own element of an operand. */
    @FunctionalInterface
    interface Tap {
        Expr of(WindowLoops loops, Expr cell, Function<Operand, Expr> atWindow);
    }

    /** Adds the nest that combines the taps of each window. @param result of the accumulator, by the window's loops */
    void overWindows(
            Operand x, Operand output, Reduction.Combine combine, Tap tap, Function<WindowLoops, Expr> result) {
        WindowLoops loops = WindowLoops.of(geometry);
        Expr cell = Lowering.load(x, loops.inputs(), sample, Affine.of(channel));
        Expr body = tap.of(loops, cell, operand -> Lowering.load(operand, loops.outputIndex(), sample, Affine.of(channel)));
        Access.Element store = Lowering.at(output, loops.outputIndex(), sample, Affine.of(channel));
        lowering.reduce(outer(loops.outputs()), loops.kernels(), combine, body, result.apply(loops), store);
    }

    /** What a cell gets from a window that it lies in: the number of its tap, and the window's element of an operand. */
    @FunctionalInterface
    interface Share {
        Expr of(Affine tap, Function<Operand, Expr> atWindow);
    }

    /** Adds the nests that give each cell of the input the sum of its shares. */
    void overCells(Operand output, Share share) {
        List<Integer> extents = geometry.axes().stream().map(WindowGeometry.Axis::kernel).toList();
        for (List<WindowPhases.Phase> phases : WindowPhases.of(geometry)) {
            List<Axis> outer = outer(WindowPhases.cells(phases));
            Access.Element store = Lowering.at(output, WindowPhases.inputs(phases), sample, Affine.of(channel));
            if (!WindowPhases.reached(phases)) {
                lowering.compute(outer, Expr.constant(0), store);
                continue;
            }
            List<Affine> window = WindowPhases.outputs(phases);
            Affine tap = WindowLoops.rowMajor(WindowPhases.kernels(phases), extents);
            Expr body = share.of(tap, operand -> Lowering.load(operand, window, sample, Affine.of(channel)));
            lowering.reduce(
                    outer, WindowPhases.taps(phases), Reduction.Combine.SUM, body, Expr.accumulator(), store);
        }
    }

    private List<Axis> outer(List<Axis> positions) {
        List<Axis> outer = new ArrayList<>(List.of(channel));
        outer.addAll(positions);
        outer.add(lowering.sample());
        return outer;
    }
}
