package org.cnnc.compiler.op;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * Where a smaller tensor lies in a larger one of the same rank. Padding puts it there, cropping takes it out, and each
 * is the gradient of the other.
 *
 * @param before of each axis, the positions of the larger tensor before the smaller one
 */
record Inset(List<Integer> before) {
    /** The larger tensor, 0 around the smaller one. */
    Tensor embed(Tensor inner, Shape outer) {
        Tensor result = Tensor.zeros(TensorType.perSample(outer), inner.samples());
        Positions.forEach(inner.shape(), index -> {
            for (int n = 0; n < inner.samples(); n++) result.set(inner.get(n, index), n, moved(index));
        });
        return result;
    }

    /** The smaller tensor. */
    Tensor extract(Tensor outer, Shape inner) {
        Tensor result = Tensor.zeros(TensorType.perSample(inner), outer.samples());
        Positions.forEach(inner, index -> {
            for (int n = 0; n < outer.samples(); n++) result.set(outer.get(n, moved(index)), n, index);
        });
        return result;
    }

    private int[] moved(int[] index) {
        int[] moved = index.clone();
        for (int d = 0; d < moved.length; d++) moved[d] += before.get(d);
        return moved;
    }

    /** Adds the nests of {@link #embed}: the copy, and of each axis what lies before and behind it. */
    void lowerEmbed(Lowering lowering, Operand inner, Operand outer) {
        List<Axis> axes = lowering.axes(inner);
        lowering.compute(axes, Lowering.load(inner, axes), moved(outer, axes));
        for (int d = 0; d < before.size(); d++) {
            int behind = before.get(d) + inner.type().shape().extent(d);
            zeros(lowering, inner, outer, d, 0, before.get(d));
            zeros(lowering, inner, outer, d, behind, outer.type().shape().extent(d));
        }
    }

    /** Zeros on part of one axis; of the axes before it, where the smaller tensor lies, of those behind it, everywhere. */
    private void zeros(Lowering lowering, Operand inner, Operand outer, int axis, int from, int to) {
        if (from == to) return;
        List<Axis> axes = new ArrayList<>(List.of(lowering.sample()));
        List<Affine> index = new ArrayList<>(List.of(Affine.of(lowering.sample())));
        for (int d = 0; d < before.size(); d++) {
            int start = d < axis ? before.get(d) : d == axis ? from : 0;
            int extent = d < axis ? inner.type().shape().extent(d) : d == axis ? to - from : outer.type().shape().extent(d);
            Axis own = new Axis("d" + d, extent);
            axes.add(own);
            index.add(Affine.of(own).plus(start));
        }
        lowering.compute(axes, Expr.constant(0), new Access.Element(outer, index));
    }

    /** Adds the nest of {@link #extract}. */
    void lowerExtract(Lowering lowering, Operand outer, Operand inner) {
        List<Axis> axes = lowering.axes(inner);
        lowering.compute(axes, new Expr.Load(moved(outer, axes)), Lowering.at(inner, axes));
    }

    private Access.Element moved(Operand outer, List<Axis> axes) {
        List<Affine> index = new ArrayList<>(List.of(Affine.of(axes.getFirst())));
        for (int d = 0; d < before.size(); d++) index.add(Affine.of(axes.get(1 + d)).plus(before.get(d)));
        return new Access.Element(outer, index);
    }
}
