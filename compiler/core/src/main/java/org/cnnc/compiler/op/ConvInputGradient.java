package org.cnnc.compiler.op;

import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * Gradient of a convolution's input: (dy, weight) to the shape of the input, per sample.
 *
 * @param input shape of the convolution's input
 */
public record ConvInputGradient(Convolution convolution, Shape input) implements GradientOp {
    @Override
    public String name() {
        return "conv_input_gradient";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return TensorType.perSample(input);
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        double[] dy = inputs.get(0).data();
        double[] weight = inputs.get(1).data();
        Tensor dx = Tensor.zeros(TensorType.perSample(input), evaluation.samples());
        ConvTaps.forEach(convolution, input, evaluation.samples(), (xi, wi, yi) -> dx.data()[xi] += dy[yi] * weight[wi]);
        return dx;
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        convolution.lowerInputGradient(lowering, inputs.get(0), inputs.get(1), Optional.empty(), output);
    }
}
