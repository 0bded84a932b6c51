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

/** Gradient of a dense layer's weight, {@code dy xᵀ} summed over the samples: (x, dy) to units x F, shared. */
public record DenseWeightGradient() implements GradientOp {
    @Override
    public String name() {
        return "dense_weight_gradient";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return TensorType.shared(Shape.of(inputs.get(1).shape().channels(), inputs.get(0).shape().channels()));
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.get(0);
        Tensor dy = inputs.get(1);
        Tensor dw = Tensor.zeros(infer(List.of(x.type(), dy.type())), 1);
        for (int n = 0; n < evaluation.samples(); n++) {
            for (int u = 0; u < dy.sampleSize(); u++) {
                for (int f = 0; f < x.sampleSize(); f++) dw.add(dy.get(n, u) * x.get(n, f), 0, u, f);
            }
        }
        return dw;
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        Axis unit = new Axis("u", output.type().shape().extent(0));
        Axis feature = new Axis("i", output.type().shape().extent(1));
        Axis sample = lowering.sample();
        Expr product = Expr.multiply(
                Lowering.load(inputs.get(1), List.of(sample, unit)),
                Lowering.load(inputs.get(0), List.of(sample, feature)));
        lowering.reduce(
                List.of(unit, feature), List.of(sample), Reduction.Combine.SUM, product, Expr.accumulator(),
                Lowering.at(output, List.of(unit, feature)));
    }
}
