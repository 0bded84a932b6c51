package org.cnnc.compiler.shape;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.op.Window;
import org.cnnc.compiler.tensor.Shape;

/**
 * The window of the input that one element sees, per spatial axis, and the step between neighbours' windows in cells
 * of the input (Araujo, Norris and Sim, "Computing receptive fields of convolutional neural networks", 2019). Padding
 * is counted as input.
 */
record ReceptiveField(List<Long> size, List<Double> step, List<Long> input) {
    static ReceptiveField ofInput(Shape shape) {
        List<Long> ones = new ArrayList<>();
        List<Double> steps = new ArrayList<>();
        List<Long> extents = new ArrayList<>();
        for (int extent : shape.spatial()) {
            ones.add(1L);
            steps.add(1.0);
            extents.add((long) extent);
        }
        return new ReceptiveField(List.copyOf(ones), List.copyOf(steps), List.copyOf(extents));
    }

    /** Behind a window. Sizes beyond a long stay at its largest. */
    ReceptiveField through(Window window) {
        if (window.kernel().length != size.size()) return this;
        List<Long> sizes = new ArrayList<>();
        List<Double> steps = new ArrayList<>();
        for (int axis = 0; axis < size.size(); axis++) {
            long reach = (long) window.dilation()[axis] * (window.kernel()[axis] - 1);
            sizes.add(plus(size.get(axis), times(reach, step.get(axis))));
            steps.add(step.get(axis) * window.stride()[axis] / window.parts()[axis]);
        }
        return new ReceptiveField(List.copyOf(sizes), List.copyOf(steps), input);
    }

    /** Behind a layer that mixes all positions of a shape, as what follows {@code flatten} does. */
    ReceptiveField overAll(Shape shape) {
        if (shape.spatialRank() != size.size()) return this;
        List<Long> sizes = new ArrayList<>();
        for (int axis = 0; axis < size.size(); axis++) {
            long all = plus(size.get(axis), times(shape.spatial()[axis] - 1L, step.get(axis)));
            sizes.add(Math.max(size.get(axis), Math.min(all, input.get(axis))));
        }
        return new ReceptiveField(List.copyOf(sizes), step, input);
    }

    /** The larger window of each axis, where several paths meet. */
    ReceptiveField join(ReceptiveField other) {
        if (other.size.size() != size.size()) return size.isEmpty() ? other : this;
        List<Long> sizes = new ArrayList<>();
        List<Double> steps = new ArrayList<>();
        for (int axis = 0; axis < size.size(); axis++) {
            sizes.add(Math.max(size.get(axis), other.size.get(axis)));
            steps.add(Math.max(step.get(axis), other.step.get(axis)));
        }
        return new ReceptiveField(List.copyOf(sizes), List.copyOf(steps), input);
    }

    /** Whole cells that so many steps need; behind layers that enlarge their input, a step is a part of a cell. */
    private static long times(long steps, double step) {
        return (long) Math.ceil(steps * step - ROUNDING);
    }

    /** More than what products and quotients of steps are rounded by. */
    private static final double ROUNDING = 1e-9;

    private static long plus(long a, long b) {
        return a + b < 0 ? Long.MAX_VALUE : a + b;
    }
}
