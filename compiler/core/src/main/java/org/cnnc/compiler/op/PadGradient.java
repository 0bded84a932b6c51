package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/** Gradient of a {@link Pad}: dy without what was put around. @param input shape of the padding's input */
public record PadGradient(Pad pad, Shape input) implements GradientOp {
    @Override
    public String name() {
        return "pad_gradient";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return TensorType.perSample(input);
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        return pad.inset(input).extract(inputs.getFirst(), input);
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        pad.inset(input).lowerExtract(lowering, inputs.getFirst(), output);
    }
}
