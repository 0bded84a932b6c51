package org.cnnc.compiler.op;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;

/** Tensors of one rank, joined element by element; where an extent is 1, the element there goes with all of the others. */
final class Broadcast {
    private Broadcast() {}

    /**
     * The largest extent of each axis.
     *
     * @throws ShapeException CNN2006 when one is neither that nor 1
     */
    static Shape shape(String join, List<Shape> inputs) {
        Joins.requireTwo(join, inputs);
        Shape first = inputs.getFirst();
        int[] extents = first.extents();
        for (Shape input : inputs) {
            if (input.rank() != first.rank()) {
                throw new ShapeException(
                        Code.CNN2006, first + " and " + input, "", List.of(join + " takes inputs of the same rank"), List.of());
            }
            for (int d = 0; d < extents.length; d++) {
                if (extents[d] != input.extent(d) && extents[d] != 1 && input.extent(d) != 1) throw unequal(join, inputs, input);
                extents[d] = Math.max(extents[d], input.extent(d));
            }
        }
        return SizeArithmetic.checked(join, Shape.of(extents));
    }

    private static ShapeException unequal(String join, List<Shape> inputs, Shape input) {
        Shape other = inputs.stream().filter(shape -> differ(shape, input)).findFirst().orElseThrow();
        return new ShapeException(
                Code.CNN2006, other + " and " + input, "",
                List.of(join + " takes inputs of the same shape; an extent of 1 stands for any"), List.of());
    }

    private static boolean differ(Shape a, Shape b) {
        for (int d = 0; d < a.rank(); d++) {
            if (a.extent(d) != b.extent(d) && a.extent(d) != 1 && b.extent(d) != 1) return true;
        }
        return false;
    }

    /** The element of an input that goes with a position of the result. */
    static double get(Tensor input, int sample, int[] position) {
        int[] index = position.clone();
        for (int d = 0; d < index.length; d++) index[d] = Math.min(index[d], input.shape().extent(d) - 1);
        return input.get(sample, index);
    }

    /** A load of the element of an input that goes with the point of the result's axes. */
    static Expr load(Operand input, List<Axis> axes) {
        Shape shape = input.type().shape();
        int first = axes.size() - shape.rank();
        List<Affine> index = new ArrayList<>();
        for (int i = 0; i < axes.size(); i++) {
            boolean single = i >= first && shape.extent(i - first) == 1;
            index.add(single ? Affine.constant(0) : Affine.of(axes.get(i)));
        }
        return new Expr.Load(new Access.Element(input, index));
    }

    /** The gradient of an input: the result's, summed where the input's extent was 1. */
    static Value gradient(GraphBuilder builder, Value outputGradient, Value input) {
        Shape shape = input.type().shape();
        if (shape.equals(outputGradient.type().shape())) return outputGradient;
        return builder.apply(new BroadcastGradient(shape), outputGradient);
    }
}
