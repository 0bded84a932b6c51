package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;

/**
 * A layer that is made of other ops. Training puts these ops in its place, so that what the gradients read of the
 * forward pass is computed once; elsewhere the layer stays whole, and its loops are theirs, one behind the other.
 */
public interface Composite extends Layer {
    /** The result, by ops that are no composites. */
    Value expand(GraphBuilder builder, List<Value> inputs);

    /** Through the ops, whose forward results are computed anew. */
    @Override
    default List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        Pieces pieces = new Pieces(builder);
        Value result = expand(pieces, inputs);
        return pieces.gradient(inputs, result, dy, needed);
    }

    @Override
    default void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        Pieces.lower(this, lowering, inputs, output);
    }
}
