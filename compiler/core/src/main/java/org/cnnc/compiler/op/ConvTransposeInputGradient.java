package org.cnnc.compiler.op;

import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * Gradient of a transposed convolution's input: (dy, weight) to the shape of the input, per sample. It is a
 * convolution.
 */
public record ConvTransposeInputGradient(Convolution convolution) implements GradientOp {
    @Override
    public String name() {
        return "conv_transpose_input_gradient";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return TensorType.perSample(convolution.shape(inputs.getFirst().shape()));
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        return convolution.evaluate(inputs.get(0), inputs.get(1), Optional.empty());
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        convolution.lower(lowering, inputs.get(0), inputs.get(1), Optional.empty(), output);
    }
}
