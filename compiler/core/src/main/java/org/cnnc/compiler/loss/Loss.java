package org.cnnc.compiler.loss;

import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.op.Op;
import org.cnnc.compiler.op.ShapeException;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.TensorType;

/**
 * A loss: an op of (prediction, target), of the same shape, whose result is one number a sample. The loss of a batch is
 * the mean of these; or their sum over the sum of what {@link #weighting} gives, where some samples count more.
 */
public interface Loss extends Op {
    /** The entry of the registry that made this loss. */
    LossKind kind();

    @Override
    default String name() {
        return kind().name();
    }

    /**
     * Whether a layer at the network's end is part of this loss, which then reads what that layer reads: softmax and
     * cross entropy in one are exact where one behind the other overflow.
     */
    default boolean takesIn(Op last) {
        return false;
    }

    /** What it does with scores, for whoever gives it probabilities; empty where it takes any numbers. */
    default Optional<String> takesScores() {
        return Optional.empty();
    }

    /** How much each sample counts by its target; empty where all count alike. */
    default Optional<ClassWeight> weighting() {
        return Optional.empty();
    }

    /** Above which value a prediction of one number means class 1. */
    default double threshold() {
        return 0.5;
    }

    /**
     * Demands that the loss tells good predictions of a shape from bad ones.
     *
     * @throws ShapeException CNN4040 if it does not
     */
    default void checkPrediction(Shape prediction) {}

    /** @throws ShapeException CNN2006 when prediction and target differ in shape, CNN4040 when the loss does not fit them */
    @Override
    default TensorType infer(List<TensorType> inputs) {
        Shape prediction = inputs.get(0).shape();
        Shape target = inputs.get(1).shape();
        if (!prediction.equals(target)) {
            throw new ShapeException(
                    Code.CNN2006, "prediction " + prediction + ", target " + target, "",
                    List.of(name() + " takes a target of the prediction's shape"), List.of());
        }
        checkPrediction(prediction);
        return TensorType.perSample(Shape.of());
    }
}
