package org.cnnc.compiler.op;

import java.util.Collections;
import java.util.List;

/** An op that gradients are made of. Training takes first derivatives only, so it has no gradient of its own. */
public interface GradientOp extends Op {
    @Override
    default List<Value> gradient(
            GraphBuilder builder, List<Value> inputs, Value output, Value outputGradient, boolean[] needed) {
        return Collections.nCopies(inputs.size(), null);
    }
}
