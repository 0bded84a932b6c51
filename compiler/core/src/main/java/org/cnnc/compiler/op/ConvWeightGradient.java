package org.cnnc.compiler.op;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/** Gradient of a convolution's weight, summed over the samples: (x, dy) to the weight's shape, shared. */
public record ConvWeightGradient(Convolution convolution) implements GradientOp {
    @Override
    public String name() {
        return "conv_weight_gradient";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return TensorType.shared(convolution.weightShape(inputs.getFirst().shape()));
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.get(0);
        double[] dy = inputs.get(1).data();
        Tensor dw = Tensor.zeros(TensorType.shared(convolution.weightShape(x.shape())), 1);
        ConvTaps.forEach(convolution, x.shape(), evaluation.samples(),
                (xi, wi, yi) -> dw.data()[wi] += x.data()[xi] * dy[yi]);
        return dw;
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        Operand x = inputs.get(0);
        WindowLoops loops = WindowLoops.of(convolution.geometry(x.type().shape()));
        Axis group = new Axis("g", convolution.groups());
        Axis filter = new Axis("f", convolution.filters() / convolution.groups());
        Axis channel = new Axis("c", x.type().shape().channels() / convolution.groups());
        Affine sample = Affine.of(lowering.sample());
        Affine outputChannel = Affine.of(group).times(filter.extent()).plus(filter);
        Affine inputChannel = Affine.of(group).times(channel.extent()).plus(channel);
        List<Axis> outer = new ArrayList<>(List.of(group, filter, channel));
        outer.addAll(loops.kernels());
        List<Axis> inner = new ArrayList<>(loops.outputs());
        inner.add(lowering.sample());
        Expr product = Expr.multiply(
                Lowering.load(inputs.get(1), loops.outputIndex(), sample, outputChannel),
                Lowering.load(x, loops.inputs(), sample, inputChannel));
        Access.Element store = Lowering.at(output, loops.kernelIndex(), outputChannel, Affine.of(channel));
        lowering.reduce(outer, inner, Reduction.Combine.SUM, product, Expr.accumulator(), store);
    }
}
