package org.cnnc.compiler.op;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * An axis grown by a factor. Element i becomes those at {@code i factor + p}, p from 0 to factor - 1. Interpolation
 * takes off it the weight |t|, {@code t = (p + 0.5) / factor - 0.5} being how far p lies from i's centre, and gives it
 * to the neighbour on that side, or to i itself at the edge.
 *
 * @param axis its number, samples not counted
 */
record Growth(int axis, int factor, boolean interpolates) {
    Shape grown(Shape shape) {
        return with(shape, shape.extent(axis) * factor);
    }

    Shape shrunk(Shape shape) {
        return with(shape, shape.extent(axis) / factor);
    }

    private Shape with(Shape shape, int extent) {
        int[] extents = shape.extents();
        extents[axis] = extent;
        return Shape.of(extents);
    }

    /** What an element of the result takes of an element of the input. */
    private record Share(int from, double weight) {}

    /** @param extent of the input's axis */
    private List<Share> shares(int position, int extent) {
        int own = position / factor;
        if (!interpolates) return List.of(new Share(own, 1));
        double t = (position % factor + 0.5) / factor - 0.5;
        int neighbour = Math.clamp(own + (t < 0 ? -1 : 1), 0, extent - 1);
        return List.of(new Share(own, 1 - Math.abs(t)), new Share(neighbour, Math.abs(t)));
    }

    Tensor evaluate(Tensor x) {
        Tensor y = Tensor.zeros(TensorType.perSample(grown(x.shape())), x.samples());
        Positions.forEach(y.shape(), index -> {
            for (Share share : shares(index[axis], x.shape().extent(axis))) {
                for (int n = 0; n < x.samples(); n++) y.add(share.weight * x.get(n, moved(index, share.from)), n, index);
            }
        });
        return y;
    }

    Tensor evaluateGradient(Tensor dy) {
        Tensor dx = Tensor.zeros(TensorType.perSample(shrunk(dy.shape())), dy.samples());
        Positions.forEach(dy.shape(), index -> {
            for (Share share : shares(index[axis], dx.shape().extent(axis))) {
                for (int n = 0; n < dy.samples(); n++) dx.add(share.weight * dy.get(n, index), n, moved(index, share.from));
            }
        });
        return dx;
    }

    private int[] moved(int[] index, int position) {
        int[] moved = index.clone();
        moved[axis] = position;
        return moved;
    }

    void lower(Lowering lowering, Operand x, Operand y) {
        List<Axis> axes = new ArrayList<>(lowering.axes(x));
        Axis phase = new Axis("p", factor);
        Affine own = Affine.of(axes.get(1 + axis));
        Access.Element store = element(y, axes, own.times(factor).plus(phase));
        Expr value = new Expr.Load(element(x, axes, own));
        if (interpolates) {
            Expr first = Expr.ifLess(new Expr.Index(own), Expr.constant(1), value, new Expr.Load(element(x, axes, own.plus(-1))));
            int last = x.type().shape().extent(axis) - 1;
            Expr behind = Expr.ifLess(new Expr.Index(own), Expr.constant(last), new Expr.Load(element(x, axes, own.plus(1))), value);
            Expr neighbour = Expr.ifLess(offset(phase), Expr.constant(0), first, behind);
            value = Expr.add(Expr.multiply(ownWeight(phase), value), Expr.multiply(weight(phase), neighbour));
        }
        axes.add(phase);
        lowering.compute(axes, value, store);
    }

    /** Elements of dy beyond the edge count as zeros. */
    void lowerGradient(Lowering lowering, Operand dy, Operand dx) {
        List<Axis> axes = lowering.axes(dx);
        Axis phase = new Axis("p", factor);
        Affine own = Affine.of(axes.get(1 + axis));
        Expr value = new Expr.Load(element(dy, axes, own.times(factor).plus(phase)));
        if (interpolates) {
            int last = dx.type().shape().extent(axis) - 1;
            Expr before = new Expr.Load(element(dy, axes, own.plus(-1).times(factor).plus(phase)));
            Expr behind = new Expr.Load(element(dy, axes, own.plus(1).times(factor).plus(phase)));
            // Left of its centre, an element gives to the one before it, and the first one to itself.
            Expr left = Expr.add(behind, Expr.ifLess(new Expr.Index(own), Expr.constant(1), value, Expr.constant(0)));
            Expr right = Expr.add(before, Expr.ifLess(new Expr.Index(own), Expr.constant(last), Expr.constant(0), value));
            Expr neighbours = Expr.ifLess(offset(phase), Expr.constant(0), left, right);
            value = Expr.add(Expr.multiply(ownWeight(phase), value), Expr.multiply(weight(phase), neighbours));
        }
        lowering.reduce(axes, List.of(phase), Reduction.Combine.SUM, value, Expr.accumulator(), Lowering.at(dx, axes));
    }

    /** t. */
    private Expr offset(Axis phase) {
        return Expr.fma(new Expr.Index(Affine.of(phase)), Expr.constant(1.0 / factor), Expr.constant(0.5 / factor - 0.5));
    }

    private Expr weight(Axis phase) {
        return new Expr.Unary(Expr.UnaryOp.ABS, offset(phase));
    }

    private Expr ownWeight(Axis phase) {
        return Expr.subtract(Expr.constant(1), weight(phase));
    }

    private Access.Element element(Operand operand, List<Axis> axes, Affine position) {
        List<Affine> index = new ArrayList<>(axes.stream().map(Affine::of).toList());
        index.set(1 + axis, position);
        return new Access.Element(operand, index);
    }
}
