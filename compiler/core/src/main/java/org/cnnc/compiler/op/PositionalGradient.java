package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/** Gradient of the encoding that {@link Positional} adds: dy (C x L) summed over the samples to L x C, shared. */
public record PositionalGradient() implements GradientOp {
    @Override
    public String name() {
        return "positional_gradient";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        Shape input = inputs.getFirst().shape();
        return TensorType.shared(Shape.of(input.extent(1), input.channels()));
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor dy = inputs.getFirst();
        Tensor sum = Tensor.zeros(infer(List.of(dy.type())), 1);
        int length = dy.shape().extent(1);
        for (int i = 0; i < dy.data().length; i++) {
            sum.add(dy.data()[i], 0, i % length, i / length % dy.shape().channels());
        }
        return sum;
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        List<Axis> axes = lowering.axes(inputs.getFirst());
        List<Axis> transposed = List.of(axes.get(2), axes.get(1));
        lowering.reduce(
                transposed, List.of(lowering.sample()), Reduction.Combine.SUM,
                Lowering.load(inputs.getFirst(), axes), Expr.accumulator(), Lowering.at(output, transposed));
    }
}
