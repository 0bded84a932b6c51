package org.cnnc.compiler.op;

import static org.cnnc.compiler.op.Argument.key;
import static org.cnnc.compiler.op.Argument.optionalKey;
import static org.cnnc.compiler.op.Argument.positional;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;

/**
 * Maximum of each window (PyTorch's {@code MaxPool1d} to {@code MaxPool3d}); padding counts as minus infinity.
 *
 * @param stride empty for the kernel's own extent
 */
public record MaxPool(Extent kernel, Optional<Extent> stride, WindowPadding pad, Extent dilation, Rounding rounding)
        implements Layer {
    public static final LayerKind KIND = new LayerKind(
            "maxpool",
            "Maximum of each window, channel by channel.",
            Schema.of(
                    positional("kernel", ArgumentType.extent(), "extent of the window"),
                    optionalKey("stride", ArgumentType.extent(), "step of the window (= kernel)"),
                    key("pad", new ArgumentType.WindowPaddingType(), "0", "cells around the input, never the maximum, or `same`"),
                    key("dilation", ArgumentType.extent(), "1", "distance between the window's taps"),
                    key("ceil", ArgumentType.flag(), "false", "whether a last window may reach beyond the padding")),
            MaxPool::of,
            List.of(
                    Sample.of("maxpool 1x1", Shape.of(1, 1, 1)),
                    Sample.of("maxpool 2x2", Shape.of(3, 7, 5)),
                    Sample.of("maxpool 3x3, stride=2, pad=1", Shape.of(2, 8, 17)),
                    Sample.of("maxpool 3, stride=1, dilation=2", Shape.of(17, 9)),
                    Sample.of("maxpool 3x2, stride=2x3, ceil=true", Shape.of(3, 8, 9)),
                    Sample.of("maxpool 3x2, stride=2, pad=same", Shape.of(3, 6, 5)),
                    Sample.of("maxpool 2, pad=1, ceil=true", Shape.of(2, 4)),
                    Sample.of("maxpool 2x1x3, stride=1x2x2, pad=(1, 0, 0, 0, 0, 1)", Shape.of(2, 3, 4, 5))))
            .differing(
                    "`pad` may be another on each edge, or `same`: ceil(input / stride) results; PyTorch's poolings"
                            + " pad both edges of an axis alike.",
                    "An edge is padded by at most half of what the dilated window covers; in PyTorch by half of the"
                            + " kernel, however dilated.");

    private static MaxPool of(Arguments arguments) {
        return new MaxPool(
                arguments.extent("kernel"), arguments.optionalExtent("stride"), arguments.windowPadding("pad"),
                arguments.extent("dilation"), Rounding.ofCeil(arguments.flag("ceil")));
    }

    @Override
    public LayerKind kind() {
        return KIND;
    }

    /** How the window moves over an input. */
    public WindowGeometry geometry(Shape input) {
        return WindowGeometry.of("maxpool", input, kernel, stride.orElse(kernel), pad, dilation, rounding);
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        WindowGeometry geometry = geometry(inputs.getFirst());
        geometry.requirePaddingWithinHalfWindow();
        geometry.requireWindowFits(
                other -> new MaxPool(kernel, stride, other, dilation, rounding).shape(inputs),
                other -> new MaxPool(other, stride, pad, dilation, rounding).shape(inputs));
        geometry.requireInputInEveryWindow();
        return geometry.output(inputs.getFirst().channels());
    }

    @Override
    public Optional<Window> window(Shape input) {
        return Optional.of(geometry(input).window());
    }

    @Override
    public List<Equation> arithmetic(List<Shape> inputs) {
        return geometry(inputs.getFirst()).arithmetic();
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.getFirst();
        Tensor y = Tensor.zeros(infer(List.of(x.type())), evaluation.samples());
        Arrays.fill(y.data(), Double.NEGATIVE_INFINITY);
        WindowGeometry geometry = geometry(x.shape());
        geometry.forEachTap((o, k, i) -> {
            for (int c = 0; c < x.samples() * x.shape().channels(); c++) {
                int at = c * geometry.outputArea() + o;
                y.data()[at] = Math.max(y.data()[at], x.data()[c * geometry.inputArea() + i]);
            }
        });
        return y;
    }

    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        Value argmax = builder.apply(new MaxPoolArgmax(this), inputs.getFirst(), output);
        return List.of(builder.apply(new MaxPoolInputGradient(this, inputs.getFirst().type().shape()), dy, argmax));
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        WindowGeometry geometry = geometry(inputs.getFirst().type().shape());
        new PoolLoops(lowering, geometry, output.type().shape().channels())
                .overWindows(
                        inputs.getFirst(), output, Reduction.Combine.MAX,
                        (loops, cell, _) -> loops.inside(geometry, cell, Float.NEGATIVE_INFINITY),
                        _ -> Expr.accumulator());
    }
}
