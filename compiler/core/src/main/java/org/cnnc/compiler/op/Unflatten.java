package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/** Gradient of {@link Flatten}: F back to a shape of as many elements. */
public record Unflatten(Shape shape) implements GradientOp {
    @Override
    public String name() {
        return "unflatten";
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return TensorType.perSample(shape);
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor dy = inputs.getFirst();
        return new Tensor(TensorType.perSample(shape), dy.samples(), dy.data().clone());
    }
}
