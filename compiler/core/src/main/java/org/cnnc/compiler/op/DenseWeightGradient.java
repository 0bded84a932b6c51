package org.cnnc.compiler.op;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/** Gradient of a dense layer's weight, {@code dy xᵀ} summed over the samples, and positions, if there are any: (x, dy) to units x F, shared. */
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
        int units = dw.shape().extent(0);
        int features = dw.shape().extent(1);
        int area = dy.sampleSize() / units;
        for (int at = 0; at < dy.data().length; at++) {
            int n = at / dy.sampleSize();
            int u = at / area % units;
            for (int f = 0; f < features; f++) {
                dw.add(dy.data()[at] * x.data()[(n * features + f) * area + at % area], 0, u, f);
            }
        }
        return dw;
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        Axis unit = new Axis("u", output.type().shape().extent(0));
        Axis feature = new Axis("i", output.type().shape().extent(1));
        List<Axis> ofResult = new ArrayList<>(lowering.axes(inputs.get(1)));
        ofResult.set(1, unit);
        List<Axis> ofInput = new ArrayList<>(ofResult);
        ofInput.set(1, feature);
        List<Axis> inner = new ArrayList<>(ofResult.subList(2, ofResult.size()));
        inner.add(lowering.sample());
        Expr product = Expr.multiply(Lowering.load(inputs.get(1), ofResult), Lowering.load(inputs.get(0), ofInput));
        lowering.reduce(
                List.of(unit, feature), inner, Reduction.Combine.SUM, product, Expr.accumulator(),
                Lowering.at(output, List.of(unit, feature)));
    }
}
