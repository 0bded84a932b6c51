package org.cnnc.compiler.tensor;

/** A shape, and whether there is one such tensor per sample of the batch or one in all. */
public record TensorType(Shape shape, boolean batched) {
    public static TensorType perSample(Shape shape) {
        return new TensorType(shape, true);
    }

    public static TensorType shared(Shape shape) {
        return new TensorType(shape, false);
    }
}
