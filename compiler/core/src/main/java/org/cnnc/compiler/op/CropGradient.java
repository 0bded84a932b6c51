package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/** Gradient of a {@link Crop}: dy with 0 where something was cut off. @param input shape of what was cut */
public record CropGradient(Crop crop, Shape input) implements GradientOp {
    @Override
    public String name() {
        return "crop_gradient";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return TensorType.perSample(input);
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor dy = inputs.getFirst();
        return crop.inset(input, dy.shape()).embed(dy, input);
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        Operand dy = inputs.getFirst();
        crop.inset(input, dy.type().shape()).lowerEmbed(lowering, dy, output);
    }
}
