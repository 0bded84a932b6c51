package org.cnnc.compiler.loss;

import java.util.List;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.op.Op;
import org.cnnc.compiler.op.ShapeException;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.TensorType;

/**
 * A loss: an op of (prediction, target), of the same shape, whose result is one number a sample. The loss of a
 * batch is the sum of these, each times its sample's weight.
 */
public interface Loss extends Op {
    /** The entry of the registry that made this loss. */
    LossKind kind();

    @Override
    default String name() {
        return kind().name();
    }

    /** @throws ShapeException CNN2006 when prediction and target differ in shape */
    @Override
    default TensorType infer(List<TensorType> inputs) {
        Shape prediction = inputs.get(0).shape();
        Shape target = inputs.get(1).shape();
        if (!prediction.equals(target)) {
            throw new ShapeException(
                    Code.CNN2006, "prediction " + prediction + ", target " + target, "",
                    List.of(name() + " takes a target of the prediction's shape"), List.of());
        }
        return TensorType.perSample(Shape.of());
    }
}
