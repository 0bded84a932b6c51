package org.cnnc.compiler.tensor;

import java.util.function.IntToDoubleFunction;

/**
 * The reference evaluation's tensor: doubles in row-major order. A batched tensor has the samples as its
 * first, extra axis.
 *
 * @param samples number of samples; 1 for a shared tensor
 */
public record Tensor(TensorType type, int samples, double[] data) {
    public static Tensor zeros(TensorType type, int samples) {
        int n = type.batched() ? samples : 1;
        return new Tensor(type, n, new double[Math.toIntExact(n * type.shape().elements())]);
    }

    public static Tensor fill(TensorType type, int samples, IntToDoubleFunction value) {
        Tensor tensor = zeros(type, samples);
        for (int i = 0; i < tensor.data.length; i++) tensor.data[i] = value.applyAsDouble(i);
        return tensor;
    }

    public Shape shape() {
        return type.shape();
    }

    /** Elements of one sample. */
    public int sampleSize() {
        return data.length / samples;
    }

    /** Position of an element; {@code index} has one entry per axis of the shape. */
    public int position(int sample, int... index) {
        int position = type.batched() ? sample : 0;
        for (int axis = 0; axis < index.length; axis++) position = position * shape().extent(axis) + index[axis];
        return position;
    }

    public double get(int sample, int... index) {
        return data[position(sample, index)];
    }

    /** The element, or {@code outside} where an index is beyond the edge. */
    public double getOr(double outside, int sample, int... index) {
        for (int axis = 0; axis < index.length; axis++) {
            if (index[axis] < 0 || index[axis] >= shape().extent(axis)) return outside;
        }
        return get(sample, index);
    }

    public void set(double value, int sample, int... index) {
        data[position(sample, index)] = value;
    }

    public void add(double value, int sample, int... index) {
        data[position(sample, index)] += value;
    }
}
