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
 * What dropout multiplies by in training: 0 with probability {@code p}, else 1 / (1 - p). It has the type of
 * its input, which it reads no element of.
 *
 * <p>The random number of an element is its own, by {@link CounterRandom}, so that it does not depend on the
 * order of evaluation: its index is its position in the block of samples, and every block has a key of its own. How many
 * samples a block has depends on the target.
 *
 * @param stream tells the dropouts of a network apart
 */
public record DropoutMask(double p, int stream) implements GradientOp {
    @Override
    public String name() {
        return "dropout_mask";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return inputs.getFirst();
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        TensorType type = inputs.getFirst().type();
        int block = evaluation.block() * Math.toIntExact(type.shape().elements());
        return Tensor.fill(type, evaluation.samples(), element -> {
            long key = evaluation.randomKeys().get(element / block);
            return CounterRandom.uniform(key, stream, element % block) < (float) p ? 0 : 1 / (1 - p);
        });
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        List<Axis> axes = lowering.axes(output);
        List<Integer> extents = axes.stream().map(Axis::extent).toList();
        Affine element = WindowLoops.rowMajor(axes.stream().map(Affine::of).toList(), extents);
        Expr draw = new Expr.Uniform(Expr.Key.BLOCK, stream, element);
        Expr kept = Expr.ifLess(draw, Expr.constant(p), Expr.constant(0), Expr.constant(1 / (1 - p)));
        lowering.compute(axes, kept, Lowering.at(output, axes));
    }
}
