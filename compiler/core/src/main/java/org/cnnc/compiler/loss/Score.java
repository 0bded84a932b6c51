package org.cnnc.compiler.loss;

import java.util.List;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.op.Evaluation;
import org.cnnc.compiler.op.GradientOp;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/** How far numbers are above a threshold: x to {@code x - threshold}. */
public record Score(double threshold) implements GradientOp {
    @Override
    public String name() {
        return "score";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return inputs.getFirst();
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.getFirst();
        return Tensor.fill(x.type(), evaluation.samples(), i -> x.data()[i] - threshold);
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        lowering.pointwise(inputs, output, x -> Expr.subtract(x.getFirst(), Expr.constant(threshold)));
    }
}
