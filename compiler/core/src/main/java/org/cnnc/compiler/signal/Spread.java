package org.cnnc.compiler.signal;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.cnnc.compiler.tensor.Tensor;

/** Numbers that say how strong a tensor is. */
final class Spread {
    private Spread() {}

    /** The standard deviation of all elements. */
    static double deviation(List<Tensor> tensors) {
        double mean = elements(tensors).average().orElseThrow();
        return Math.sqrt(elements(tensors).map(element -> (element - mean) * (element - mean)).average().orElseThrow());
    }

    /** The Euclidean length of a sample, the root of the mean square over the samples. */
    static double length(Tensor tensor) {
        return Math.sqrt(Arrays.stream(tensor.data()).map(element -> element * element).sum() / tensor.samples());
    }

    private static DoubleStream elements(List<Tensor> tensors) {
        return tensors.stream().map(Tensor::data).flatMapToDouble(Arrays::stream);
    }
}
