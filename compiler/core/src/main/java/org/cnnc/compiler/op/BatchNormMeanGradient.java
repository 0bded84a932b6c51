package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * Gradient of {@link BatchNorm}'s mean: (sum of dy, variance, weight), one number a channel each, to
 * {@code -sum * weight / sqrt(variance + eps)}, without weight where it is not {@code affine}.
 */
public record BatchNormMeanGradient(double eps, boolean affine) implements GradientOp {
    @Override
    public String name() {
        return "batchnorm_mean_gradient";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return inputs.getFirst();
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor sum = inputs.getFirst();
        return Tensor.fill(sum.type(), 1, c -> {
            double weight = affine ? inputs.get(2).data()[c] : 1;
            return -sum.data()[c] * weight / Math.sqrt(inputs.get(1).data()[c] + eps);
        });
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        List<Axis> channel = lowering.axes(output);
        Expr sum = new Expr.Unary(Expr.UnaryOp.NEGATE, Lowering.load(inputs.getFirst(), channel));
        Expr scaled = affine ? Expr.multiply(sum, Lowering.load(inputs.get(2), channel)) : sum;
        Expr deviation = Expr.sqrt(Expr.add(Lowering.load(inputs.get(1), channel), Expr.constant(eps)));
        lowering.compute(channel, Expr.divide(scaled, deviation), Lowering.at(output, channel));
    }
}
