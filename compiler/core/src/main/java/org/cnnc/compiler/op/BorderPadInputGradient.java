package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * Gradient of {@link BorderPad}'s input: each cell gets the sum of dy where it stands in the padded input.
 *
 * @param input shape of the input
 */
public record BorderPadInputGradient(BorderPad pad, Shape input) implements GradientOp {
    @Override
    public String name() {
        return "border_pad_input_gradient";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return TensorType.perSample(input);
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor dy = inputs.getFirst();
        Tensor dx = Tensor.zeros(TensorType.perSample(input), dy.samples());
        int inputArea = dx.sampleSize() / input.channels();
        int paddedArea = dy.sampleSize() / input.channels();
        pad.forEachCell(input, (p, i) -> {
            for (int c = 0; c < dy.samples() * input.channels(); c++) {
                dx.data()[c * inputArea + i] += dy.data()[c * paddedArea + p];
            }
        });
        return dx;
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        List<BorderAxis> axes = pad.axes(input);
        AxisLoops.passes(
                lowering, inputs.getFirst(), output, loops -> BorderPad.add(loops, axes.get(loops.spatial()).sums()));
    }
}
