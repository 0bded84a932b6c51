package org.cnnc.compiler.op;

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

/** Gradient of {@link Flatten}: F back to a shape of as many elements. */
public record Unflatten(Shape shape) implements GradientOp {
    @Override
    public String name() {
        return "unflatten";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return TensorType.perSample(shape);
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor dy = inputs.getFirst();
        return new Tensor(TensorType.perSample(shape), dy.samples(), dy.data().clone());
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        // The axes of the side that is not flat; the flat position follows from them.
        List<Axis> axes = lowering.axes(output);
        List<Integer> extents = axes.stream().skip(1).map(Axis::extent).toList();
        List<Affine> index = axes.stream().skip(1).map(Affine::of).toList();
        List<Affine> flat = List.of(Affine.of(axes.getFirst()), WindowLoops.rowMajor(index, extents));
        lowering.compute(axes, new Expr.Load(new Access.Element(inputs.getFirst(), flat)), Lowering.at(output, axes));
    }

    @Override
    public boolean reshapes() {
        return true;
    }
}
