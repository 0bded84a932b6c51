package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * Gradient of a {@link Dropout} behind a {@link Relu} from its result: (y, dy) to {@code dy / (1 - p)} where y is above
 * 0, else 0.
 */
public record DroppedReluGradient(double p) implements GradientOp {
    @Override
    public String name() {
        return "dropped_relu_gradient";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return inputs.getFirst();
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        double[] y = inputs.get(0).data();
        double[] dy = inputs.get(1).data();
        return Tensor.fill(inputs.getFirst().type(), evaluation.samples(), i -> y[i] > 0 ? dy[i] * (1 / (1 - p)) : 0);
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        lowering.pointwise(inputs, output, x -> Expr.ifLess(
                Expr.constant(0), x.get(0), Expr.multiply(x.get(1), Expr.constant(1 / (1 - p))), Expr.constant(0)));
    }
}
