package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * The bias of a layer whose result a {@link BatchNorm} normalises by given statistics: {@code (bias - mean) * scale /
 * sqrt(variance + eps) + shift}. The inputs are (mean, variance), then scale and shift where it is affine, then the
 * layer's own bias where it has one.
 */
public record FoldedBias(double eps, boolean affine, boolean biased) implements GradientOp {
    @Override
    public String name() {
        return "folded_bias";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return inputs.getFirst();
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        return Tensor.fill(inputs.getFirst().type(), 1, c -> {
            double moved = (biased ? inputs.getLast().data()[c] : 0) - inputs.get(0).data()[c];
            double normal = moved / Math.sqrt(inputs.get(1).data()[c] + eps);
            return affine ? normal * inputs.get(2).data()[c] + inputs.get(3).data()[c] : normal;
        });
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        List<Axis> channel = lowering.axes(output);
        List<Expr> loads = inputs.stream().map(input -> Lowering.load(input, channel)).toList();
        Expr moved = Expr.subtract(biased ? loads.getLast() : Expr.constant(0), loads.get(0));
        Expr factor = Expr.divide(
                affine ? loads.get(2) : Expr.constant(1), Expr.sqrt(Expr.add(loads.get(1), Expr.constant(eps))));
        Expr result = affine ? Expr.fma(moved, factor, loads.get(3)) : Expr.multiply(moved, factor);
        lowering.compute(channel, result, Lowering.at(output, channel));
    }
}
