package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;
import org.cnnc.runtime.CounterRandom;

/**
 * What dropout multiplies by in training: 0 with probability {@code p}, else 1 / (1 - p). It has the type of
 * its input, which it reads no element of.
 *
 * <p>The random number of an element is its own, by {@link CounterRandom}, so that it does not depend on the
 * order of evaluation: its index is its position in the batch.
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
        long key = evaluation.randomKey();
        return Tensor.fill(inputs.getFirst().type(), evaluation.samples(),
                element -> CounterRandom.uniform(key, stream, element) < (float) p ? 0 : 1 / (1 - p));
    }
}
