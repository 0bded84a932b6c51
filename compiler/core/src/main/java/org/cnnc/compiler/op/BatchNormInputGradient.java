package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * Gradient of {@link BatchNorm}'s input while mean and variance stay: (dy, variance, weight) to
 * {@code dy * weight / sqrt(variance + eps)}, without weight where it is not {@code affine}.
 */
public record BatchNormInputGradient(double eps, boolean affine) implements GradientOp {
    @Override
    public String name() {
        return "batchnorm_input_gradient";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return inputs.getFirst();
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor dy = inputs.getFirst();
        int channels = dy.shape().channels();
        int area = dy.sampleSize() / channels;
        return Tensor.fill(dy.type(), evaluation.samples(), i -> {
            int c = i / area % channels;
            double weight = affine ? inputs.get(2).data()[c] : 1;
            return dy.data()[i] * weight / Math.sqrt(inputs.get(1).data()[c] + eps);
        });
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        List<Axis> axes = lowering.axes(output);
        List<Axis> channel = List.of(axes.get(1));
        Operand scale = lowering.sharedTemporary("scale", inputs.get(1).type().shape());
        Expr weight = affine ? Lowering.load(inputs.get(2), channel) : Expr.constant(1);
        Expr deviation = Expr.sqrt(Expr.add(Lowering.load(inputs.get(1), channel), Expr.constant(eps)));
        lowering.compute(channel, Expr.divide(weight, deviation), Lowering.at(scale, channel));
        Expr product = Expr.multiply(Lowering.load(inputs.getFirst(), axes), Lowering.load(scale, channel));
        lowering.compute(axes, product, Lowering.at(output, axes));
    }
}
