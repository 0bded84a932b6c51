package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;
import org.cnnc.runtime.CounterRandom;

/**
 * A weight in training by {@link DropConnect}: each element is 0 with probability {@code p}, else divided by 1 - p. Its
 * random number follows from the step's key and its position in the tensor alone, so that all samples of a step, and the
 * gradient, have the same mask on every target and at any number of threads.
 *
 * @param stream tells the layers of a network apart
 */
public record MaskedWeight(double p, int stream) implements Op {
    @Override
    public String name() {
        return "masked_weight";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return inputs.getFirst();
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor weight = inputs.getFirst();
        return Tensor.fill(weight.type(), 1, i ->
                CounterRandom.uniform(evaluation.stepKey(), stream, i) < (float) p ? 0 : weight.data()[i] / (1 - p));
    }

    /** The same mask, of the gradient. */
    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        return List.of(builder.apply(this, dy));
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        List<Axis> axes = lowering.axes(output);
        List<Integer> extents = axes.stream().map(Axis::extent).toList();
        Affine element = WindowLoops.rowMajor(axes.stream().map(Affine::of).toList(), extents);
        Expr draw = new Expr.Uniform(Expr.Key.STEP, stream, element);
        Expr kept = p == 1
                ? Expr.constant(0)
                : Expr.multiply(Lowering.load(inputs.getFirst(), axes), Expr.constant(1 / (1 - p)));
        lowering.compute(
                axes, Expr.ifLess(draw, Expr.constant(p), Expr.constant(0), kept), Lowering.at(output, axes));
    }
}
