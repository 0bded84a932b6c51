package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Elementary;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;

/**
 * Softmax over the channels, or the features of a flat input: {@code exp(x_c) / sum_k exp(x_k)} at each spatial
 * position. The maximum is subtracted first, so that nothing overflows.
 */
public record Softmax() implements Activation {
    public static final LayerKind KIND = new LayerKind(
            "softmax",
            "Probabilities over the channels, or the features of a flat input.",
            Schema.of(),
            arguments -> new Softmax(),
            List.of(
                    Sample.of("softmax", Shape.of(1)),
                    Sample.of("softmax", Shape.of(17)),
                    Sample.of("softmax", Shape.of(32)),
                    Sample.of("softmax", Shape.of(3, 5)),
                    Sample.of("softmax", Shape.of(10, 1, 3))));

    @Override
    public LayerKind kind() {
        return KIND;
    }

    @Override
    public double gain() {
        return 1;
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.getFirst();
        Tensor y = Tensor.zeros(x.type(), evaluation.samples());
        int channels = x.shape().channels();
        int area = x.sampleSize() / channels;
        for (int n = 0; n < evaluation.samples(); n++) {
            for (int p = 0; p < area; p++) {
                int first = n * x.sampleSize() + p;
                double max = Double.NEGATIVE_INFINITY;
                for (int c = 0; c < channels; c++) max = Math.max(max, x.data()[first + c * area]);
                double sum = 0;
                for (int c = 0; c < channels; c++) sum += Math.exp(x.data()[first + c * area] - max);
                for (int c = 0; c < channels; c++) {
                    y.data()[first + c * area] = Math.exp(x.data()[first + c * area] - max) / sum;
                }
            }
        }
        return y;
    }

    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        return List.of(builder.apply(new SoftmaxGradient(), output, dy));
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        ChannelLoops loops = ChannelLoops.of(lowering, output);
        Operand max = loops.max(inputs.getFirst());
        Expr power = Elementary.exp(
                Expr.subtract(Lowering.load(inputs.getFirst(), loops.all()), Lowering.load(max, loops.positions())));
        Operand sum = lowering.temporary("sum", loops.positionShape());
        lowering.reduce(
                loops.positions(), loops.channels(), Reduction.Combine.SUM, power, Expr.accumulator(),
                Lowering.at(sum, loops.positions()));
        lowering.compute(
                loops.all(), Expr.divide(power, Lowering.load(sum, loops.positions())),
                Lowering.at(output, loops.all()));
    }
}
