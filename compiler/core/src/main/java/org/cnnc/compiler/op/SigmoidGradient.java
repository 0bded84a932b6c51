package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/** Gradient of {@link Sigmoid} from its result: (y, dy) to {@code dy y (1 - y)}. */
public record SigmoidGradient() implements GradientOp {
    @Override
    public String name() {
        return "sigmoid_gradient";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return inputs.getFirst();
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        double[] y = inputs.get(0).data();
        double[] dy = inputs.get(1).data();
        return Tensor.fill(inputs.getFirst().type(), evaluation.samples(), i -> dy[i] * y[i] * (1 - y[i]));
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        lowering.pointwise(inputs, output, x -> Expr.multiply(
                Expr.multiply(x.get(1), x.get(0)), Expr.subtract(Expr.constant(1), x.get(0))));
    }
}
