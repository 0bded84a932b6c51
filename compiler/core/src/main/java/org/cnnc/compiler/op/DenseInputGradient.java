package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/** Gradient of a dense layer's input, {@code Wᵀ dy}: (dy, weight) to F, per sample. */
public record DenseInputGradient() implements GradientOp {
    @Override
    public String name() {
        return "dense_input_gradient";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return TensorType.perSample(Shape.of(inputs.get(1).shape().extent(1)));
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor dy = inputs.get(0);
        Tensor weight = inputs.get(1);
        int features = weight.shape().extent(1);
        Tensor dx = Tensor.zeros(TensorType.perSample(Shape.of(features)), evaluation.samples());
        for (int n = 0; n < evaluation.samples(); n++) {
            for (int u = 0; u < dy.sampleSize(); u++) {
                for (int f = 0; f < features; f++) dx.add(dy.get(n, u) * weight.get(0, u, f), n, f);
            }
        }
        return dx;
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        Axis unit = new Axis("u", inputs.get(0).type().shape().channels());
        Axis feature = new Axis("i", output.type().shape().channels());
        Axis sample = lowering.sample();
        Expr product = Expr.multiply(
                Lowering.load(inputs.get(1), List.of(unit, feature)),
                Lowering.load(inputs.get(0), List.of(sample, unit)));
        lowering.reduce(
                List.of(feature, sample), List.of(unit), Reduction.Combine.SUM, product, Expr.accumulator(),
                Lowering.at(output, List.of(sample, feature)));
    }
}
