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
 * Gradient of {@link BatchMean}: (the mean's gradient, sample weights) to {@code weight_n * gradient_c / positions}.
 *
 * @param input shape of what the mean was taken of
 */
public record BatchMeanGradient(Shape input) implements GradientOp {
    @Override
    public String name() {
        return "batch_mean_gradient";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return TensorType.perSample(input);
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        int size = Math.toIntExact(input.elements());
        int area = size / input.channels();
        return Tensor.fill(TensorType.perSample(input), evaluation.samples(), i ->
                inputs.get(1).data()[i / size] * inputs.getFirst().data()[i / area % input.channels()] / area);
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        List<Axis> axes = lowering.axes(output);
        Expr weight = Lowering.load(inputs.get(1), axes.subList(0, 1));
        Expr share = Expr.multiply(weight, Expr.constant((double) input.channels() / input.elements()));
        Expr gradient = Lowering.load(inputs.getFirst(), axes.subList(1, 2));
        lowering.compute(axes, Expr.multiply(share, gradient), Lowering.at(output, axes));
    }
}
