package org.cnnc.compiler.op;

import static org.cnnc.compiler.op.Argument.key;
import static org.cnnc.compiler.op.Argument.optionalKey;
import static org.cnnc.compiler.op.Argument.positional;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.init.Init;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.op.ParameterSpec.Role;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * Transposed convolution over 1 to 3 spatial axes (PyTorch's {@code ConvTranspose1d} to {@code ConvTranspose3d}): the
 * gradient of a convolution's input, taken as a layer. C x … to filters x …, with a weight of C x filters/groups x
 * kernel….
 *
 * @param outputPad cells by which the result is longer at the end of each axis
 */
public record ConvTranspose(
        int filters, Extent kernel, Extent stride, Padding pad, Extent outputPad, Extent dilation, int groups,
        boolean bias, Optional<Init> init, Optional<Init> biasInit, Optional<Layer> activation) implements Foldable {
    public static final LayerKind KIND = new LayerKind(
            "conv_transpose",
            "Transposed convolution, which makes a signal, an image or a volume larger.",
            Schema.of(
                    positional("filters", ArgumentType.count(), "channels of the result"),
                    positional("kernel", ArgumentType.extent(), "extent of the kernel"),
                    key("stride", ArgumentType.extent(), "1", "step of the kernel over the result"),
                    key("pad", new ArgumentType.PaddingType(), "0", "cells cut off each edge of the result"),
                    key("output_pad", new ArgumentType.ExtentType(0), "0", "cells more at the end of each axis"),
                    key("dilation", ArgumentType.extent(), "1", "distance between the kernel's taps"),
                    key("groups", ArgumentType.count(), "1", "groups of channels that are convolved apart"),
                    key("bias", ArgumentType.flag(), "true", "whether a number per filter is added"),
                    optionalKey("init", new ArgumentType.InitType(), "initialiser of the weight"),
                    optionalKey("bias_init", new ArgumentType.InitType(), "initialiser of the bias"),
                    optionalKey("act", new ArgumentType.ActivationType(), "activation of the result")),
            ConvTranspose::of,
            List.of(
                    Sample.of("conv_transpose 1, 1x1", Shape.of(1, 1, 1)),
                    Sample.of("conv_transpose 5, 4x4, stride=2, pad=1", Shape.of(3, 4, 5)),
                    Sample.of("conv_transpose 17, 2, stride=2, bias=false", Shape.of(2, 3, 4)),
                    Sample.of("conv_transpose 4, 3x2, stride=2x3, pad=(1, 0, 0, 1), output_pad=1x2", Shape.of(2, 3, 4)),
                    Sample.of("conv_transpose 6, 3, stride=2, dilation=3, output_pad=2, groups=2", Shape.of(4, 5)),
                    Sample.of("conv_transpose 3, 2, stride=3", Shape.of(2, 6)),
                    Sample.of("conv_transpose 2, 2x3x1, pad=1x1x0, stride=2x2x1", Shape.of(2, 3, 2, 3))))
            .differing(
                    "`pad = (top, left, bottom, right)` may be another on each edge; PyTorch cuts both edges of an"
                            + " axis alike.");

    private static ConvTranspose of(Arguments arguments) {
        return new ConvTranspose(
                arguments.count("filters"), arguments.extent("kernel"), arguments.extent("stride"),
                arguments.padding("pad"), arguments.extent("output_pad"), arguments.extent("dilation"),
                arguments.count("groups"), arguments.flag("bias"), arguments.init("init"),
                arguments.init("bias_init"), arguments.activation("act"));
    }

    @Override
    public Foldable withBias() {
        return new ConvTranspose(
                filters, kernel, stride, pad, outputPad, dilation, groups, true, init, biasInit, activation);
    }

    @Override
    public FoldedWeight folded(double eps) {
        return new FoldedWeight(eps, true, groups);
    }

    @Override
    public LayerKind kind() {
        return KIND;
    }

    /** The convolution that leads from the result back to the input, and whose input gradient this layer is. */
    Convolution reversed(Shape input) {
        int rank = input.spatialRank();
        int[] after = pad.after(rank);
        for (int a = 0; a < rank; a++) after[a] -= outputPad.sizes(rank)[a];
        Padding edges = new Padding.Edges(Extent.of(pad.before(rank)), Extent.of(after));
        return new Convolution("conv_transpose", input.channels(), kernel, stride, edges, dilation, groups);
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        Shape input = inputs.getFirst();
        List<WindowGeometry.Axis> axes = axes(input);
        Convolution.requireDivisible(input.channels(), "channels", groups);
        Convolution.requireDivisible(filters, "filters", groups);
        int[] sizes = new int[axes.size()];
        for (int a = 0; a < sizes.length; a++) {
            WindowGeometry.Axis axis = axes.get(a);
            int more = outputPad.sizes(sizes.length)[a];
            if (more >= Math.max(axis.stride(), axis.dilation())) {
                throw new ShapeException(
                        Code.CNN2013, more + " >= max(" + axis.stride() + ", " + axis.dilation() + ")", "output_pad",
                        List.of("output_pad is less than the stride or less than the dilation"), List.of());
            }
            long size = size(axis, more);
            if (size < 1) {
                throw new ShapeException(
                        Code.CNN2007, formula(axis, more) + " = " + size, "pad", List.of(FORMULA), List.of());
            }
            sizes[a] = SizeArithmetic.extent("output", size);
        }
        return SizeArithmetic.checked("output", Shape.of(filters, sizes));
    }

    /** Kernel, stride, padding and dilation of each axis; the input's extents are those of this layer's input. */
    private List<WindowGeometry.Axis> axes(Shape input) {
        List<WindowGeometry.Axis> axes =
                WindowGeometry.of("conv_transpose", input, kernel, stride, pad, dilation, Rounding.FLOOR).axes();
        WindowGeometry.requireFit("output_pad", outputPad, outputPad.fits(input.spatialRank()), input);
        return axes;
    }

    private static final String FORMULA =
            "output = (input - 1)*stride - 2*pad + dilation*(kernel - 1) + output_pad + 1";

    private static long size(WindowGeometry.Axis axis, int more) {
        return (axis.input() - 1L) * axis.stride() - axis.before() - axis.after() + axis.reach() + more;
    }

    private static String formula(WindowGeometry.Axis axis, int more) {
        String pad = axis.before() == axis.after() ? "2*" + axis.before() : axis.before() + " - " + axis.after();
        return "(" + axis.input() + " - 1)*" + axis.stride() + " - " + pad + " + " + axis.dilation() + "*("
                + axis.kernel() + " - 1) + " + more + " + 1";
    }

    @Override
    public List<Equation> arithmetic(List<Shape> inputs) {
        List<WindowGeometry.Axis> axes = axes(inputs.getFirst());
        int[] more = outputPad.sizes(axes.size());
        List<AxisName> names = AxisName.spatial(axes.size());
        return IntStream.range(0, more.length)
                .mapToObj(a -> new Equation(names.get(a).toString(), formula(axes.get(a), more[a]), size(axes.get(a), more[a])))
                .toList();
    }

    /** Fans as PyTorch counts them: by the second and by the first extent of the weight. */
    @Override
    public List<ParameterSpec> parameters(List<Shape> inputs) {
        Shape input = inputs.getFirst();
        Shape result = shape(inputs);
        Convolution reversed = reversed(input);
        int area = reversed.geometry(result).kernelArea();
        long fanIn = SizeArithmetic.product("fan-in", filters / groups, area);
        long fanOut = SizeArithmetic.product("fan-out", input.channels(), area);
        List<ParameterSpec> parameters = new ArrayList<>();
        parameters.add(new ParameterSpec("weight", reversed.weightShape(result), Role.WEIGHT, fanIn, fanOut, init));
        if (bias) parameters.add(new ParameterSpec("bias", Shape.of(filters), Role.BIAS, fanIn, fanOut, biasInit));
        return parameters;
    }

    /** One for each element of the input, and each that it reaches through the kernel, cut off or not. */
    @Override
    public SumOfProducts work(List<Shape> inputs) {
        return reversed(inputs.getFirst()).work(shape(inputs));
    }

    /** An element of the result meets each {@code stride}-th tap: those that are on elements of the input. */
    @Override
    public Optional<Window> window(Shape input) {
        List<WindowGeometry.Axis> axes = axes(input);
        int[] ones = Extent.of(1).sizes(axes.size());
        int[] met = axes.stream()
                .mapToInt(axis -> Math.clamp((axis.reach() - 1) / axis.stride() + 1, 1, Integer.MAX_VALUE))
                .toArray();
        return Optional.of(new Window(met, ones, ones, stride.sizes(axes.size())));
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.get(0);
        Shape result = shape(List.of(x.shape()));
        Tensor y = Tensor.zeros(TensorType.perSample(result), x.samples());
        int area = y.sampleSize() / filters;
        if (bias) Arrays.setAll(y.data(), i -> inputs.get(2).data()[i / area % filters]);
        double[] weight = inputs.get(1).data();
        ConvTaps.forEach(reversed(x.shape()), result, x.samples(),
                (yi, wi, xi) -> y.data()[yi] += x.data()[xi] * weight[wi]);
        return y;
    }

    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        Value x = inputs.get(0);
        Convolution reversed = reversed(x.type().shape());
        List<Value> gradients = new ArrayList<>();
        gradients.add(needed[0] ? builder.apply(new ConvTransposeInputGradient(reversed), dy, inputs.get(1)) : null);
        gradients.add(needed[1] ? builder.apply(new ConvWeightGradient(reversed), dy, x) : null);
        if (bias) gradients.add(needed[2] ? builder.apply(new BiasGradient(), dy) : null);
        return gradients;
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        Optional<Operand> bias = this.bias ? Optional.of(inputs.get(2)) : Optional.empty();
        reversed(inputs.get(0).type().shape())
                .lowerInputGradient(lowering, inputs.get(0), inputs.get(1), bias, output);
    }
}
