package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * Gradient of {@link BatchVariance}: (x, mean, sample weights, the variance's gradient) to
 * {@code 2 * weight_n * (x - mean) * gradient_c / positions}. That the mean moves with x adds nothing, as the weighted
 * differences from it add up to 0.
 */
public record BatchVarianceGradient() implements GradientOp {
    @Override
    public String name() {
        return "batch_variance_gradient";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return inputs.getFirst();
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.getFirst();
        int channels = x.shape().channels();
        int area = x.sampleSize() / channels;
        return Tensor.fill(x.type(), evaluation.samples(), i -> {
            int c = i / area % channels;
            double centred = x.data()[i] - inputs.get(1).data()[c];
            return 2 * inputs.get(2).data()[i / x.sampleSize()] * centred * inputs.get(3).data()[c] / area;
        });
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        List<Axis> axes = lowering.axes(output);
        List<Axis> channel = axes.subList(1, 2);
        double perPosition = 2.0 * output.type().shape().channels() / output.type().shape().elements();
        Expr weight = Expr.multiply(Lowering.load(inputs.get(2), axes.subList(0, 1)), Expr.constant(perPosition));
        Expr centred = Expr.subtract(Lowering.load(inputs.getFirst(), axes), Lowering.load(inputs.get(1), channel));
        Expr gradient = Expr.multiply(weight, Lowering.load(inputs.get(3), channel));
        lowering.compute(axes, Expr.multiply(centred, gradient), Lowering.at(output, axes));
    }
}
