package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/** The running mean after a step: (running mean, the batch's) to {@code (1 - momentum) * running + momentum * batch}. */
public record RunningMean(double momentum) implements GradientOp {
    @Override
    public String name() {
        return "running_mean";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return inputs.getFirst();
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        double[] running = inputs.get(0).data();
        double[] batch = inputs.get(1).data();
        return Tensor.fill(inputs.getFirst().type(), 1, c -> (1 - momentum) * running[c] + momentum * batch[c]);
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        lowering.pointwise(inputs, output, x -> Expr.fma(
                Expr.constant(momentum), x.get(1), Expr.multiply(Expr.constant(1 - momentum), x.get(0))));
    }
}
