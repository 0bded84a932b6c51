package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Tensor;

/**
 * An activation {@code y = f(x)}, element by element, given by f and its slope. Both are given twice: as the
 * reference computes them, and as the expression that kernels compute.
 */
public interface Pointwise extends Activation {
    double value(double x);

    Expr value(Expr x);

    /** The derivative f'(x); where there is none, the one that PyTorch takes. @param at x, or y where {@link #slopeAt} says so */
    double slope(double at);

    Expr slope(Expr at);

    /**
     * What {@link #slope} is computed from: the input, unless the result tells as much. From the result is better, as
     * the input need not be kept then, and f becomes part of the kernel that computes it.
     */
    default Value slopeAt(Value input, Value output) {
        return input;
    }

    @Override
    default Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.getFirst();
        return Tensor.fill(x.type(), evaluation.samples(), i -> value(x.data()[i]));
    }

    @Override
    default List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        return List.of(builder.apply(new PointwiseGradient(this), slopeAt(inputs.getFirst(), output), dy));
    }

    @Override
    default void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        lowering.pointwise(inputs, output, x -> value(x.getFirst()));
    }
}
