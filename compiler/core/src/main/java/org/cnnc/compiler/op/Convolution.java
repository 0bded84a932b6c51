package org.cnnc.compiler.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * The sums of a convolution over padding of zeros: C x … to filters x …, with a weight of filters x C/groups x kernel….
 * Layers and their gradients are written with it.
 *
 * @param layer the layer's name, for the words of errors
 */
public record Convolution(
        String layer, int filters, Extent kernel, Extent stride, WindowPadding pad, Extent dilation, int groups) {
    /** How the kernel moves over an input. */
    public WindowGeometry geometry(Shape input) {
        return WindowGeometry.of(layer, input, kernel, stride, pad, dilation, Rounding.FLOOR);
    }

    /** The same over an input that is padded already. */
    Convolution withoutPadding() {
        return new Convolution(layer, filters, kernel, stride, new Padding.Even(Extent.of(0)), dilation, groups);
    }

    Shape shape(Shape input) {
        WindowGeometry geometry = geometry(input);
        requireDivisible(input.channels(), "channels", groups);
        requireDivisible(filters, "filters", groups);
        geometry.requireWindowFits(
                other -> new Convolution(layer, filters, kernel, stride, other, dilation, groups).shape(input),
                other -> new Convolution(layer, filters, other, stride, pad, dilation, groups).shape(input));
        return geometry.output(filters);
    }

    /** @throws ShapeException CNN2008 */
    static void requireDivisible(int count, String what, int groups) {
        if (count % groups == 0) return;
        throw new ShapeException(
                Code.CNN2008, count + " " + what + " in " + groups + " groups", "groups",
                List.of("groups divides both the input's channels and the filters"), List.of());
    }

    Shape weightShape(Shape input) {
        int rank = input.spatialRank();
        int[] extents = new int[rank + 2];
        extents[0] = filters;
        extents[1] = input.channels() / groups;
        System.arraycopy(kernel.sizes(rank), 0, extents, 2, rank);
        return SizeArithmetic.checked("weight", Shape.of(extents));
    }

    /** As many multiply-adds for each element of the result as a filter's part of the weight has elements. */
    SumOfProducts work(Shape input) {
        WindowGeometry geometry = geometry(input);
        LongStream.Builder factors = LongStream.builder();
        factors.add(filters);
        for (int extent : geometry.outputSizes()) factors.add(extent);
        factors.add(input.channels() / groups);
        for (int extent : kernel.sizes(input.spatialRank())) factors.add(extent);
        return SumOfProducts.of("multiply-adds", factors.build().toArray());
    }

    /** @param bias a number per filter, added to every sum */
    Tensor evaluate(Tensor x, Tensor weight, Optional<Tensor> bias) {
        Tensor y = Tensor.zeros(TensorType.perSample(shape(x.shape())), x.samples());
        int area = y.sampleSize() / filters;
        bias.ifPresent(b -> Arrays.setAll(y.data(), i -> b.data()[i / area % filters]));
        ConvTaps.forEach(this, x.shape(), x.samples(),
                (xi, wi, yi) -> y.data()[yi] += x.data()[xi] * weight.data()[wi]);
        return y;
    }

    void lower(Lowering lowering, Operand x, Operand weight, Optional<Operand> bias, Operand output) {
        WindowGeometry geometry = geometry(x.type().shape());
        WindowLoops loops = WindowLoops.of(geometry);
        Axis group = new Axis("g", groups);
        Axis filter = new Axis("f", filters / groups);
        Axis channel = new Axis("c", x.type().shape().channels() / groups);
        Affine sample = Affine.of(lowering.sample());
        Affine outputChannel = Affine.of(group).times(filter.extent()).plus(filter);
        Affine inputChannel = Affine.of(group).times(channel.extent()).plus(channel);
        List<Axis> outer = new ArrayList<>(List.of(group, filter));
        outer.addAll(loops.outputs());
        outer.add(lowering.sample());
        List<Axis> inner = new ArrayList<>(List.of(channel));
        inner.addAll(loops.kernels());
        Expr product = Expr.multiply(
                Lowering.load(weight, loops.kernelIndex(), outputChannel, Affine.of(channel)),
                Lowering.load(x, loops.inputs(), sample, inputChannel));
        Expr sum = Expr.accumulator();
        Expr result = bias.map(b -> Expr.add(sum, Lowering.load(b, List.of(), outputChannel))).orElse(sum);
        Access.Element store = Lowering.at(output, loops.outputIndex(), sample, outputChannel);
        lowering.reduce(outer, inner, Reduction.Combine.SUM, product, result, store);
    }
    /**
     * The gradient of the input, of which it takes the shape from {@code output}.
     *
     * @param bias a number per channel of the input, added to every sum: then it is a transposed convolution
     */
    void lowerInputGradient(Lowering lowering, Operand dy, Operand weight, Optional<Operand> bias, Operand output) {
        Shape input = output.type().shape();
        Axis group = new Axis("g", groups);
        Axis filter = new Axis("f", filters / groups);
        Axis channel = new Axis("c", input.channels() / groups);
        Affine sample = Affine.of(lowering.sample());
        Affine outputChannel = Affine.of(group).times(filter.extent()).plus(filter);
        Affine inputChannel = Affine.of(group).times(channel.extent()).plus(channel);
        Optional<Expr> added = bias.map(b -> Lowering.load(b, List.of(), inputChannel));
        for (List<WindowPhases.Phase> phases : WindowPhases.of(geometry(input))) {
            List<Axis> outer = new ArrayList<>(List.of(group, channel));
            outer.addAll(WindowPhases.cells(phases));
            outer.add(lowering.sample());
            Access.Element store = Lowering.at(output, WindowPhases.inputs(phases), sample, inputChannel);
            if (!WindowPhases.reached(phases)) {
                lowering.compute(outer, added.orElse(Expr.constant(0)), store);
                continue;
            }
            List<Axis> inner = new ArrayList<>(List.of(filter));
            inner.addAll(WindowPhases.taps(phases));
            Expr product = Expr.multiply(
                    Lowering.load(weight, WindowPhases.kernels(phases), outputChannel, Affine.of(channel)),
                    Lowering.load(dy, WindowPhases.outputs(phases), sample, outputChannel));
            Expr sum = Expr.accumulator();
            lowering.reduce(
                    outer, inner, Reduction.Combine.SUM, product, added.map(b -> Expr.add(sum, b)).orElse(sum), store);
        }
    }
}
