package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * Gradient of {@link BatchNorm}'s weight: (dy, x, mean, variance) to the sum over samples and space of
 * {@code dy * (x - mean) / sqrt(variance + eps)}, one number a channel, shared.
 */
public record BatchNormScaleGradient(double eps) implements GradientOp {
    @Override
    public String name() {
        return "batchnorm_scale_gradient";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return TensorType.shared(Shape.of(inputs.getFirst().shape().channels()));
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        double[] dy = inputs.get(0).data();
        Tensor x = inputs.get(1);
        int channels = x.shape().channels();
        int area = x.sampleSize() / channels;
        Tensor sum = Tensor.zeros(TensorType.shared(Shape.of(channels)), 1);
        for (int i = 0; i < dy.length; i++) {
            int c = i / area % channels;
            double deviation = Math.sqrt(inputs.get(3).data()[c] + eps);
            sum.data()[c] += dy[i] * (x.data()[i] - inputs.get(2).data()[c]) / deviation;
        }
        return sum;
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        ChannelSums sums = ChannelSums.over(lowering, inputs.getFirst());
        List<Axis> channel = sums.channel();
        Expr centred = Expr.subtract(Lowering.load(inputs.get(1), sums.all()), Lowering.load(inputs.get(2), channel));
        Expr deviation = Expr.sqrt(Expr.add(Lowering.load(inputs.get(3), channel), Expr.constant(eps)));
        sums.sum(
                Expr.multiply(Lowering.load(inputs.getFirst(), sums.all()), centred),
                sample -> sample,
                Expr.divide(Expr.accumulator(), deviation),
                output);
    }
}
