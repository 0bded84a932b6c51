package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * An operation on tensors: a value with its attributes, that says all there is to know of it. Layers of
 * the language are ops; so are the pieces that gradients are made of.
 */
public interface Op {
    /** The op's name in dumps and reports, such as {@code conv}. */
    String name();

    /**
     * The type of the result.
     *
     * @param inputs data inputs, then the parameters in the order of {@link Layer#parameters}
     * @throws ShapeException when they do not fit
     */
    TensorType infer(List<TensorType> inputs);

    /** The slow, obvious evaluation that everything else is held against. */
    Tensor evaluate(List<Tensor> inputs, Evaluation evaluation);

    /**
     * The gradients with respect to the inputs, in their order; null where there is none (a target, a
     * mask).
     *
     * @param needed which of them are read by anyone; others may be null
     */
    List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value outputGradient, boolean[] needed);

    /** Adds the loop nests that compute {@code output}. */
    void lower(Lowering lowering, List<Operand> inputs, Operand output);

    /** Whether the result is the input's elements in the same order, under another shape. */
    default boolean reshapes() {
        return false;
    }
}
