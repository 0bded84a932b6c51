package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/** Gradient of a convolution's weight, summed over the samples: (x, dy) to the weight's shape, shared. */
public record ConvWeightGradient(Conv conv) implements GradientOp {
    @Override
    public String name() {
        return "conv_weight_gradient";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return TensorType.shared(conv.weightShape(inputs.getFirst().shape()));
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.get(0);
        double[] dy = inputs.get(1).data();
        Tensor dw = Tensor.zeros(TensorType.shared(conv.weightShape(x.shape())), 1);
        ConvTaps.forEach(conv, x.shape(), evaluation.samples(),
                (xi, wi, yi) -> dw.data()[wi] += x.data()[xi] * dy[yi]);
        return dw;
    }
}
