package org.cnnc.compiler.loss;

import java.util.Arrays;
import java.util.List;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.op.ChannelLoops;
import org.cnnc.compiler.op.Evaluation;
import org.cnnc.compiler.op.GraphBuilder;
import org.cnnc.compiler.op.Schema;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.tensor.Tensor;

/**
 * Softmax cross entropy of logits x against probabilities t: {@code sum_c t_c (log sum_k exp(x_k) - x_c)} over
 * the channels, the mean over spatial positions where there are any (PyTorch's {@code CrossEntropyLoss} with
 * probabilities as target). The maximum is subtracted before exponentials are taken, so that nothing overflows.
 */
public record CrossEntropy() implements Loss {
    public static final LossKind KIND = new LossKind(
            "cross_entropy",
            "Cross entropy of the softmax of the outputs; a softmax at the network's end is taken as this one.",
            Schema.of(),
            arguments -> new CrossEntropy());

    @Override
    public LossKind kind() {
        return KIND;
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.get(0);
        Tensor t = inputs.get(1);
        Tensor loss = Tensor.zeros(infer(List.of(x.type(), t.type())), evaluation.samples());
        int area = x.sampleSize() / x.shape().channels();
        for (int n = 0; n < evaluation.samples(); n++) {
            for (int p = 0; p < area; p++) {
                double logSum = logSumExp(x, n, p);
                for (int c = 0; c < x.shape().channels(); c++) {
                    int at = n * x.sampleSize() + c * area + p;
                    loss.add(t.data()[at] * (logSum - x.data()[at]) / area, n);
                }
            }
        }
        return loss;
    }

    /** {@code log sum_c exp(x_c)} over the channels at one spatial position of a sample. */
    static double logSumExp(Tensor x, int sample, int position) {
        int channels = x.shape().channels();
        int area = x.sampleSize() / channels;
        int first = sample * x.sampleSize() + position;
        double max = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < channels; c++) max = Math.max(max, x.data()[first + c * area]);
        double sum = 0;
        for (int c = 0; c < channels; c++) sum += Math.exp(x.data()[first + c * area] - max);
        return max + Math.log(sum);
    }

    /** The gradient of the logits; the target has none. */
    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dl, boolean[] needed) {
        return Arrays.asList(builder.apply(new CrossEntropyGradient(), inputs.get(0), inputs.get(1), dl), null);
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        ChannelLoops loops = ChannelLoops.of(lowering, inputs.get(0));
        Operand logSum = loops.logSumExp(inputs.get(0));
        Expr x = Lowering.load(inputs.get(0), loops.all());
        Expr t = Lowering.load(inputs.get(1), loops.all());
        Expr term = Expr.multiply(t, Expr.subtract(Lowering.load(logSum, loops.positions()), x));
        lowering.reduce(
                List.of(lowering.sample()), loops.all().subList(1, loops.all().size()), Reduction.Combine.SUM, term,
                Expr.multiply(Expr.accumulator(), Expr.constant(1.0 / loops.area())),
                Lowering.at(output, List.of(lowering.sample())));
    }
}
