package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * The running variance after a step: (running variance, the batch's, {@link SquaredWeights}) to
 * {@code (1 - momentum) * running + momentum * batch / (1 - squares / positions)}. The divisor makes the batch's
 * variance unbiased: it is 1 - 1/N for N numbers a channel of the same weight.
 *
 * @param positions spatial positions of a sample
 */
public record RunningVariance(double momentum, int positions) implements GradientOp {
    @Override
    public String name() {
        return "running_variance";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return inputs.getFirst();
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        double[] running = inputs.get(0).data();
        double[] batch = inputs.get(1).data();
        double unbiased = 1 / (1 - inputs.get(2).data()[0] / positions);
        return Tensor.fill(
                inputs.getFirst().type(), 1, c -> (1 - momentum) * running[c] + momentum * batch[c] * unbiased);
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        List<Axis> channel = lowering.axes(output);
        Expr squares = Lowering.load(inputs.get(2), List.of(), Affine.constant(0));
        Expr share = Expr.subtract(Expr.constant(1), Expr.multiply(squares, Expr.constant(1.0 / positions)));
        Expr batch = Expr.divide(Lowering.load(inputs.get(1), channel), share);
        Expr kept = Expr.multiply(Expr.constant(1 - momentum), Lowering.load(inputs.getFirst(), channel));
        lowering.compute(channel, Expr.fma(Expr.constant(momentum), batch, kept), Lowering.at(output, channel));
    }
}
