package org.cnnc.compiler.op;

import java.util.Arrays;
import java.util.List;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * The biased variance of each channel over the batch and space: (x, what {@link BatchMean} gives of it, sample
 * weights) to the mean over space of {@code sum_n weight_n * (x_n - mean)^2}. The weights add up to 1. The mean is an
 * input only so that it is not computed twice; the evaluation here computes it anew, and it has no gradient.
 *
 * <p>Subtracting the mean before squaring keeps the error small where the mean is large beside the deviation: with N
 * the terms of the longest sum, u = 2^-24 and k = |mean| / deviation, it is at most about N u + (N u k)^2 of the
 * variance, where the mean of the squares less the square of the mean loses N u k^2 (Chan, Golub and LeVeque, 1983).
 */
public record BatchVariance() implements Op {
    @Override
    public String name() {
        return "batch_variance";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return TensorType.shared(Shape.of(inputs.getFirst().shape().channels()));
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.getFirst();
        Tensor weights = inputs.get(2);
        double[] mean = new BatchMean().evaluate(List.of(x, weights), evaluation).data();
        int channels = x.shape().channels();
        int area = x.sampleSize() / channels;
        Tensor variance = Tensor.zeros(TensorType.shared(Shape.of(channels)), 1);
        for (int i = 0; i < x.data().length; i++) {
            int c = i / area % channels;
            double centred = x.data()[i] - mean[c];
            variance.data()[c] += weights.data()[i / x.sampleSize()] * centred * centred / area;
        }
        return variance;
    }

    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        Value x = inputs.get(0);
        return Arrays.asList(
                needed[0] ? builder.apply(new BatchVarianceGradient(), x, inputs.get(1), inputs.get(2), dy) : null, null, null);
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        ChannelSums sums = ChannelSums.over(lowering, inputs.getFirst());
        Expr x = Lowering.load(inputs.getFirst(), sums.all());
        Expr centred = Expr.subtract(x, Lowering.load(inputs.get(1), sums.channel()));
        sums.weightedMean(Expr.multiply(centred, centred), inputs.get(2), output);
    }
}
