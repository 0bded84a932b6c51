package org.cnnc.compiler.op;

import static org.cnnc.compiler.op.Argument.key;
import static org.cnnc.compiler.op.Argument.optionalKey;
import static org.cnnc.compiler.op.Argument.positional;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.init.Init;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.op.ParameterSpec.Role;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;

/**
 * Convolution over 1 to 3 spatial axes, as PyTorch's {@code Conv1d} to {@code Conv3d} define it (the kernel is
 * not flipped; padding is zeros): C x … to filters x …. The weight is filters x C/groups x kernel…, the bias
 * filters.
 */
public record Conv(
        int filters, Extent kernel, Extent stride, Padding pad, Extent dilation, int groups, boolean bias,
        Optional<Init> init, Optional<Init> biasInit, Optional<Layer> activation) implements Layer {
    public static final LayerKind KIND = new LayerKind(
            "conv",
            "Convolution of a signal, an image or a volume.",
            Schema.of(
                    positional("filters", ArgumentType.count(), "channels of the result"),
                    positional("kernel", ArgumentType.extent(), "extent of the kernel"),
                    key("stride", ArgumentType.extent(), "1", "step of the kernel"),
                    key("pad", new ArgumentType.PaddingType(), "0", "cells of zeros around the input"),
                    key("dilation", ArgumentType.extent(), "1", "distance between the kernel's taps"),
                    key("groups", ArgumentType.count(), "1", "groups of channels that are convolved apart"),
                    key("bias", ArgumentType.flag(), "true", "whether a number per filter is added"),
                    optionalKey("init", new ArgumentType.InitType(), "initialiser of the weight"),
                    optionalKey("bias_init", new ArgumentType.InitType(), "initialiser of the bias"),
                    optionalKey("act", new ArgumentType.ActivationType(), "activation of the result")),
            Conv::of,
            List.of(
                    Sample.of("conv 1, 1x1", Shape.of(1, 1, 1)),
                    Sample.of("conv 4, 3x3, pad=1", Shape.of(3, 7, 5)),
                    Sample.of("conv 3, 3x2, stride=2x3, pad=(1, 0, 2, 1), bias=false", Shape.of(2, 8, 9)),
                    Sample.of("conv 6, 3x3, dilation=2, groups=2", Shape.of(4, 6, 7)),
                    Sample.of("conv 18, 3x3, pad=1", Shape.of(5, 3, 33)),
                    Sample.of("conv 17, 5, stride=3, pad=2, dilation=2", Shape.of(1, 17)),
                    Sample.of("conv 2, 2x3x1, pad=1, stride=1x2x2", Shape.of(2, 3, 4, 3))));

    private static Conv of(Arguments arguments) {
        return new Conv(
                arguments.count("filters"), arguments.extent("kernel"), arguments.extent("stride"),
                arguments.padding("pad"), arguments.extent("dilation"), arguments.count("groups"),
                arguments.flag("bias"), arguments.init("init"), arguments.init("bias_init"),
                arguments.activation("act"));
    }

    @Override
    public LayerKind kind() {
        return KIND;
    }

    /** How the kernel moves over an input. */
    public WindowGeometry geometry(Shape input) {
        return WindowGeometry.of("conv", input, kernel, stride, pad, dilation, Rounding.FLOOR);
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        Shape input = inputs.getFirst();
        WindowGeometry geometry = geometry(input);
        requireDivisible(input.channels(), "channels");
        requireDivisible(filters, "filters");
        geometry.requireWindowFits(
                other -> new Conv(filters, kernel, stride, other, dilation, groups, bias, init, biasInit, activation)
                        .shape(inputs),
                other -> new Conv(filters, other, stride, pad, dilation, groups, bias, init, biasInit, activation)
                        .shape(inputs));
        return geometry.output(filters);
    }

    private void requireDivisible(int count, String what) {
        if (count % groups == 0) return;
        throw new ShapeException(
                Code.CNN2008, count + " " + what + " in " + groups + " groups", "groups",
                List.of("groups divides both the input's channels and the filters"), List.of());
    }

    @Override
    public List<ParameterSpec> parameters(List<Shape> inputs) {
        Shape input = inputs.getFirst();
        int area = geometry(input).kernelArea();
        long fanIn = SizeArithmetic.product("fan-in", input.channels() / groups, area);
        long fanOut = SizeArithmetic.product("fan-out", filters, area);
        Shape weight = weightShape(input);
        List<ParameterSpec> parameters = new ArrayList<>();
        parameters.add(new ParameterSpec("weight", weight, Role.WEIGHT, fanIn, fanOut, init));
        if (bias) parameters.add(new ParameterSpec("bias", Shape.of(filters), Role.BIAS, fanIn, fanOut, biasInit));
        return parameters;
    }

    Shape weightShape(Shape input) {
        int rank = input.spatialRank();
        int[] extents = new int[rank + 2];
        extents[0] = filters;
        extents[1] = input.channels() / groups;
        System.arraycopy(kernel.sizes(rank), 0, extents, 2, rank);
        return SizeArithmetic.checked("weight", Shape.of(extents));
    }

    @Override
    public long macs(List<Shape> inputs) {
        WindowGeometry geometry = geometry(inputs.getFirst());
        return SizeArithmetic.product(
                "multiply-adds", filters, geometry.outputArea(), inputs.getFirst().channels() / groups,
                geometry.kernelArea());
    }

    @Override
    public Optional<Window> window(Shape input) {
        return Optional.of(geometry(input).window());
    }

    @Override
    public List<String> arithmetic(List<Shape> inputs) {
        return geometry(inputs.getFirst()).arithmetic();
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.get(0);
        Tensor weight = inputs.get(1);
        Tensor y = Tensor.zeros(infer(inputs.stream().map(Tensor::type).toList()), evaluation.samples());
        int area = y.sampleSize() / filters;
        if (bias) Arrays.setAll(y.data(), i -> inputs.get(2).data()[i / area % filters]);
        ConvTaps.forEach(this, x.shape(), evaluation.samples(),
                (xi, wi, yi) -> y.data()[yi] += x.data()[xi] * weight.data()[wi]);
        return y;
    }

    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        Value x = inputs.get(0);
        Op inputGradient = new ConvInputGradient(this, x.type().shape());
        List<Value> gradients = new ArrayList<>();
        gradients.add(needed[0] ? builder.apply(inputGradient, dy, inputs.get(1)) : null);
        gradients.add(needed[1] ? builder.apply(new ConvWeightGradient(this), x, dy) : null);
        if (bias) gradients.add(needed[2] ? builder.apply(new BiasGradient(), dy) : null);
        return gradients;
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        Operand x = inputs.get(0);
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
                Lowering.load(inputs.get(1), loops.kernelIndex(), outputChannel, Affine.of(channel)),
                Lowering.load(x, loops.inputs(), sample, inputChannel));
        Expr sum = Expr.accumulator();
        Expr result = bias ? Expr.add(sum, Lowering.load(inputs.get(2), List.of(), outputChannel)) : sum;
        Access.Element store = Lowering.at(output, loops.outputIndex(), sample, outputChannel);
        lowering.reduce(outer, inner, Reduction.Combine.SUM, product, result, store);
    }
}
