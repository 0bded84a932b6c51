package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * Gradient of {@link BatchNorm}'s variance: (what {@link BatchNormScaleGradient} gives, variance, weight), one number
 * a channel each, to {@code -given * weight / (2 * (variance + eps))}, without weight where it is not {@code affine}.
 */
public record BatchNormVarianceGradient(double eps, boolean affine) implements GradientOp {
    @Override
    public String name() {
        return "batchnorm_variance_gradient";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return inputs.getFirst();
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor product = inputs.getFirst();
        return Tensor.fill(product.type(), 1, c -> {
            double weight = affine ? inputs.get(2).data()[c] : 1;
            return -product.data()[c] * weight / (2 * (inputs.get(1).data()[c] + eps));
        });
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        List<Axis> channel = lowering.axes(output);
        Expr half = Expr.multiply(Lowering.load(inputs.getFirst(), channel), Expr.constant(-0.5));
        Expr scaled = affine ? Expr.multiply(half, Lowering.load(inputs.get(2), channel)) : half;
        Expr variance = Expr.add(Lowering.load(inputs.get(1), channel), Expr.constant(eps));
        lowering.compute(channel, Expr.divide(scaled, variance), Lowering.at(output, channel));
    }
}
