package org.cnnc.compiler.loss;

import java.util.List;
import org.cnnc.compiler.kernel.Elementary;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.op.ChannelLoops;
import org.cnnc.compiler.op.Evaluation;
import org.cnnc.compiler.op.GradientOp;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * Gradient of {@link CrossEntropy}: (x, t, dL) to {@code dL (softmax(x)_c sum_k t_k - t_c) / a}, with one dL a
 * sample and a spatial positions (1 for a flat input).
 */
public record CrossEntropyGradient() implements GradientOp {
    @Override
    public String name() {
        return "cross_entropy_gradient";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return inputs.getFirst();
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.get(0);
        double[] t = inputs.get(1).data();
        Tensor dl = inputs.get(2);
        Tensor dx = Tensor.zeros(x.type(), evaluation.samples());
        int channels = x.shape().channels();
        int area = x.sampleSize() / channels;
        for (int n = 0; n < evaluation.samples(); n++) {
            for (int p = 0; p < area; p++) {
                int first = n * x.sampleSize() + p;
                double logSum = CrossEntropy.logSumExp(x, n, p);
                double targetSum = 0;
                for (int c = 0; c < channels; c++) targetSum += t[first + c * area];
                for (int c = 0; c < channels; c++) {
                    int at = first + c * area;
                    dx.data()[at] = dl.get(n) * (Math.exp(x.data()[at] - logSum) * targetSum - t[at]) / area;
                }
            }
        }
        return dx;
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        ChannelLoops loops = ChannelLoops.of(lowering, output);
        Operand logSum = loops.logSumExp(inputs.get(0));
        Operand targets = loops.sum(inputs.get(1));
        Expr x = Lowering.load(inputs.get(0), loops.all());
        Expr t = Lowering.load(inputs.get(1), loops.all());
        Expr dl = Lowering.load(inputs.get(2), List.of(lowering.sample()));
        Expr probability = Elementary.exp(Expr.subtract(x, Lowering.load(logSum, loops.positions())));
        Expr difference = Expr.subtract(Expr.multiply(probability, Lowering.load(targets, loops.positions())), t);
        Expr scaled = Expr.multiply(Expr.multiply(dl, difference), Expr.constant(1.0 / loops.area()));
        lowering.compute(loops.all(), scaled, Lowering.at(output, loops.all()));
    }
}
