package org.cnnc.compiler.op;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;

/**
 * The loops of a window over the spatial axes: output positions, kernel positions, and the input position of each
 * pair, which lies beyond the edge where the window covers padding.
 */
record WindowLoops(List<Axis> outputs, List<Axis> kernels, List<Affine> inputs) {
    static WindowLoops of(WindowGeometry geometry) {
        List<Axis> outputs = new ArrayList<>();
        List<Axis> kernels = new ArrayList<>();
        List<Affine> inputs = new ArrayList<>();
        for (WindowGeometry.Axis axis : geometry.axes()) {
            Axis output = new Axis("o" + outputs.size(), axis.output());
            Axis kernel = new Axis("k" + kernels.size(), axis.kernel());
            outputs.add(output);
            kernels.add(kernel);
            inputs.add(Affine.of(output).times(axis.stride())
                    .plus(Affine.of(kernel).times(axis.dilation()))
                    .plus(-axis.before()));
        }
        return new WindowLoops(outputs, kernels, inputs);
    }

    List<Affine> outputIndex() {
        return outputs.stream().map(Affine::of).toList();
    }

    List<Affine> kernelIndex() {
        return kernels.stream().map(Affine::of).toList();
    }

    /** The number of the tap, row-major. */
    Affine tap() {
        return rowMajor(kernelIndex(), kernels.stream().map(Axis::extent).toList());
    }

    /** The number of an element by its indices, row-major. */
    static Affine rowMajor(List<Affine> index, List<Integer> extents) {
        Affine position = Affine.constant(0);
        for (int i = 0; i < index.size(); i++) position = position.times(extents.get(i)).plus(index.get(i));
        return position;
    }

    /** A value read at the input position, or {@code outside} where that lies in the padding. */
    Expr inside(WindowGeometry geometry, Expr value, float outside) {
        Expr result = value;
        Expr beyond = Expr.constant(outside);
        for (int i = 0; i < inputs.size(); i++) {
            WindowGeometry.Axis axis = geometry.axes().get(i);
            Expr position = new Expr.Index(inputs.get(i));
            if (axis.before() > 0) result = Expr.ifLess(position, Expr.constant(0), beyond, result);
            boolean reachesEnd = (axis.output() - 1L) * axis.stride() + axis.reach() - axis.before() > axis.input();
            if (reachesEnd) result = Expr.ifLess(Expr.constant(axis.input() - 1), position, beyond, result);
        }
        return result;
    }
}
