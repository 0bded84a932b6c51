package org.cnnc.tests.peers;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.cnnc.compiler.tensor.Shape;

/** Numbers into PyTorch's tensors and out of them. */
final class Torch {
    static {
        torch.set_num_threads(1); // tensors are small
    }

    private Torch() {}

    /** A tensor of as many elements from an offset on. */
    static Tensor tensor(float[] values, int offset, long[] shape, ScalarType type) {
        int size = Math.toIntExact(LongStream.of(shape).reduce(1, Math::multiplyExact));
        return Tensor.create(Arrays.copyOfRange(values, offset, offset + size), shape).to(type);
    }

    static double[] values(Tensor tensor) {
        double[] values = new double[Math.toIntExact(tensor.numel())];
        new DoublePointer(tensor.detach().to(ScalarType.Double).contiguous().data_ptr()).get(values);
        return values;
    }

    static long[] longs(int... values) {
        return IntStream.of(values).asLongStream().toArray();
    }

    /** Of every axis the same. */
    static long[] longs(int rank, int value) {
        return LongStream.generate(() -> value).limit(rank).toArray();
    }

    /** A shape of a batch. */
    static long[] batched(long samples, Shape shape) {
        return LongStream.concat(LongStream.of(samples), IntStream.of(shape.extents()).asLongStream()).toArray();
    }

    static TensorOptional optional(Optional<Tensor> tensor) {
        return tensor.map(TensorOptional::new).orElseGet(TensorOptional::new);
    }

    static Scalar scalar(double value) {
        return new Scalar(value);
    }

    static Tensor concatenate(List<Tensor> tensors, int axis) {
        return torch.cat(new TensorVector(tensors.toArray(Tensor[]::new)), axis);
    }
}
