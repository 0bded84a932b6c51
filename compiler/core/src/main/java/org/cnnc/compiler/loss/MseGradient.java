package org.cnnc.compiler.loss;

import java.util.List;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.op.Evaluation;
import org.cnnc.compiler.op.GradientOp;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/** Gradient of {@link Mse}: (y, t, dL) to {@code dL 2 (y - t) / n}, n elements a sample and one dL a sample. */
public record MseGradient() implements GradientOp {
    @Override
    public String name() {
        return "mse_gradient";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return inputs.getFirst();
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor y = inputs.get(0);
        double[] t = inputs.get(1).data();
        Tensor dl = inputs.get(2);
        int size = y.sampleSize();
        return Tensor.fill(
                y.type(), evaluation.samples(), i -> dl.get(i / size) * 2 * (y.data()[i] - t[i]) / size);
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        List<Axis> axes = lowering.axes(output);
        Expr difference = Expr.subtract(Lowering.load(inputs.get(0), axes), Lowering.load(inputs.get(1), axes));
        Expr dl = Lowering.load(inputs.get(2), List.of(lowering.sample()));
        double elements = output.type().shape().elements();
        Expr scaled = Expr.multiply(dl, Expr.multiply(difference, Expr.constant(2 / elements)));
        lowering.compute(axes, scaled, Lowering.at(output, axes));
    }
}
