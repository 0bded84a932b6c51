package org.cnnc.compiler.op;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * The weight of a layer whose result a {@link BatchNorm} normalises by given statistics: (weight, variance), or (weight,
 * variance, scale), to the weight of each output channel times {@code scale / sqrt(variance + eps)}.
 *
 * @param eps the normalisation's
 * @param inputsFirst whether the weight is C_in x (filters / groups) x …, as a transposed convolution's is; else its first
 *     axis is that of the output channels
 * @param groups of a transposed convolution; else 1
 */
public record FoldedWeight(double eps, boolean inputsFirst, int groups) implements GradientOp {
    @Override
    public String name() {
        return "folded_weight";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return inputs.getFirst();
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor weight = inputs.getFirst();
        Shape shape = weight.shape();
        Tensor folded = Tensor.zeros(weight.type(), 1);
        Positions.forEach(shape, at -> {
            int channel = inputsFirst ? at[0] / (shape.extent(0) / groups) * shape.extent(1) + at[1] : at[0];
            double scale = inputs.size() == 3 ? inputs.get(2).get(0, channel) : 1;
            folded.set(weight.get(0, at) * scale / Math.sqrt(inputs.get(1).get(0, channel) + eps), 0, at);
        });
        return folded;
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        Shape shape = output.type().shape();
        int channels = inputs.get(1).type().shape().channels();
        Operand factor = lowering.sharedTemporary("factor", Shape.of(channels));
        List<Axis> all = List.of(new Axis("c", channels));
        Expr deviation = Expr.sqrt(Expr.add(Lowering.load(inputs.get(1), all), Expr.constant(eps)));
        Expr scale = inputs.size() == 3 ? Lowering.load(inputs.get(2), all) : Expr.constant(1);
        lowering.compute(all, Expr.divide(scale, deviation), Lowering.at(factor, all));

        List<Axis> axes = new ArrayList<>(lowering.axes(output));
        List<Affine> index = new ArrayList<>(axes.stream().map(Affine::of).toList());
        Affine channel = index.getFirst();
        if (inputsFirst) {
            Axis group = new Axis("g", groups);
            Axis ofGroup = new Axis("i", shape.extent(0) / groups);
            axes.set(0, ofGroup);
            axes.addFirst(group);
            index.set(0, Affine.of(group).times(ofGroup.extent()).plus(ofGroup));
            channel = Affine.of(group).times(shape.extent(1)).plus(index.get(1));
        }
        Expr weight = Lowering.load(inputs.getFirst(), index.subList(1, index.size()), index.getFirst());
        lowering.compute(
                axes, Expr.multiply(weight, Lowering.load(factor, List.of(), channel)),
                Lowering.at(output, index.subList(1, index.size()), index.getFirst()));
    }
}
