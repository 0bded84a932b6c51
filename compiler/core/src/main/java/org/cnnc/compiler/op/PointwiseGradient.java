package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/** Gradient of a {@link Pointwise}: (x, dy) to {@code dy f'(x)}, or (y, dy) where the slope is computed from y. */
public record PointwiseGradient(Pointwise activation) implements GradientOp {
    @Override
    public String name() {
        return activation.name() + "_gradient";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return inputs.getFirst();
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        double[] at = inputs.get(0).data();
        double[] dy = inputs.get(1).data();
        return Tensor.fill(inputs.getFirst().type(), evaluation.samples(), i -> dy[i] * activation.slope(at[i]));
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        lowering.pointwise(inputs, output, x -> Expr.multiply(x.get(1), activation.slope(x.get(0))));
    }
}
