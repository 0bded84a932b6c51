package org.cnnc.compiler.op;

import java.util.Arrays;
import java.util.List;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * The mean of each channel over the batch and space: (x, sample weights) to the mean over space of
 * {@code sum_n weight_n * x_n}. The weights add up to 1.
 */
public record BatchMean() implements Op {
    @Override
    public String name() {
        return "batch_mean";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return TensorType.shared(Shape.of(inputs.getFirst().shape().channels()));
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.getFirst();
        int channels = x.shape().channels();
        int area = x.sampleSize() / channels;
        Tensor mean = Tensor.zeros(TensorType.shared(Shape.of(channels)), 1);
        for (int i = 0; i < x.data().length; i++) {
            double weight = inputs.get(1).data()[i / x.sampleSize()];
            mean.data()[i / area % channels] += weight * x.data()[i] / area;
        }
        return mean;
    }

    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        Op gradient = new BatchMeanGradient(inputs.getFirst().type().shape());
        return Arrays.asList(needed[0] ? builder.apply(gradient, dy, inputs.get(1)) : null, null);
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        ChannelSums sums = ChannelSums.over(lowering, inputs.getFirst());
        sums.weightedMean(Lowering.load(inputs.getFirst(), sums.all()), inputs.get(1), output);
    }
}
