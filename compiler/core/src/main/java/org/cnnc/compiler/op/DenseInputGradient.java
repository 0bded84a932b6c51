package org.cnnc.compiler.op;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/** Gradient of a dense layer's input, {@code Wᵀ dy} at each position, if there are any: (dy, weight) to F x …, per sample. */
public record DenseInputGradient() implements GradientOp {
    @Override
    public String name() {
        return "dense_input_gradient";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return TensorType.perSample(inputs.get(0).shape().withChannels(inputs.get(1).shape().extent(1)));
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor dy = inputs.get(0);
        Tensor weight = inputs.get(1);
        int features = weight.shape().extent(1);
        int units = weight.shape().extent(0);
        int area = dy.sampleSize() / units;
        Tensor dx = Tensor.zeros(infer(List.of(dy.type(), weight.type())), evaluation.samples());
        for (int at = 0; at < dy.data().length; at++) {
            int n = at / dy.sampleSize();
            int u = at / area % units;
            for (int f = 0; f < features; f++) {
                dx.data()[(n * features + f) * area + at % area] += dy.data()[at] * weight.get(0, u, f);
            }
        }
        return dx;
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        Axis unit = new Axis("u", inputs.get(0).type().shape().channels());
        Axis feature = new Axis("i", output.type().shape().channels());
        List<Axis> of = new ArrayList<>(lowering.axes(inputs.get(0)));
        of.set(1, unit);
        List<Axis> to = new ArrayList<>(of);
        to.set(1, feature);
        Expr product = Expr.multiply(
                Lowering.load(inputs.get(1), List.of(unit, feature)), Lowering.load(inputs.get(0), of));
        List<Axis> outer = new ArrayList<>(to);
        outer.add(outer.removeFirst());
        lowering.reduce(
                outer, List.of(unit), Reduction.Combine.SUM, product, Expr.accumulator(), Lowering.at(output, to));
    }
}
