package org.cnnc.compiler.op;

import static org.cnnc.compiler.op.Argument.key;
import static org.cnnc.compiler.op.Argument.optionalKey;
import static org.cnnc.compiler.op.Argument.positional;

import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;

/**
 * Mean of each window (PyTorch's {@code AvgPool1d} to {@code AvgPool3d}). Padding counts as zeros, or does not count
 * at all; cells beyond the padding, where {@code ceil} lets the last window reach, never count.
 *
 * @param stride empty for the kernel's own extent
 * @param countPad PyTorch's {@code count_include_pad}
 */
public record AvgPool(Extent kernel, Optional<Extent> stride, WindowPadding pad, Rounding rounding, boolean countPad)
        implements Layer {
    public static final LayerKind KIND = new LayerKind(
            "avgpool",
            "Mean of each window, channel by channel.",
            Schema.of(
                    positional("kernel", ArgumentType.extent(), "extent of the window"),
                    optionalKey("stride", ArgumentType.extent(), "step of the window (= kernel)"),
                    key("pad", new ArgumentType.WindowPaddingType(), "0", "cells around the input, or `same`"),
                    key("ceil", ArgumentType.flag(), "false", "whether a last window may reach beyond the padding"),
                    key("count_pad", ArgumentType.flag(), "true", "whether the mean is over cells of padding too")),
            AvgPool::of,
            List.of(
                    Sample.of("avgpool 1x1", Shape.of(1, 1, 1)),
                    Sample.of("avgpool 2x2", Shape.of(3, 7, 5)),
                    Sample.of("avgpool 3x3, stride=2, pad=1", Shape.of(2, 8, 17)),
                    Sample.of("avgpool 3, stride=1", Shape.of(17, 9)),
                    Sample.of("avgpool 3, stride=2, pad=1, count_pad=false", Shape.of(2, 8, 5)),
                    Sample.of("avgpool 3, stride=2, pad=same, count_pad=false", Shape.of(3, 6, 5)),
                    Sample.of("avgpool 3x2, stride=2x3, ceil=true", Shape.of(3, 8, 10)),
                    Sample.of("avgpool 3x4, stride=2, pad=(1, 0, 0, 2), ceil=true, count_pad=false", Shape.of(2, 5, 6)),
                    Sample.of("avgpool 3, pad=1, stride=2, ceil=true", Shape.of(17, 33)),
                    Sample.of("avgpool 2x1x3, stride=1x2x2, pad=(1, 0, 0, 0, 0, 1)", Shape.of(2, 3, 4, 5))))
            .differing(
                    "`pad` may be another on each edge, or `same`: ceil(input / stride) results; PyTorch's poolings"
                            + " pad both edges of an axis alike.",
                    "There is no `divisor_override`.");

    private static AvgPool of(Arguments arguments) {
        return new AvgPool(
                arguments.extent("kernel"), arguments.optionalExtent("stride"), arguments.windowPadding("pad"),
                Rounding.ofCeil(arguments.flag("ceil")), arguments.flag("count_pad"));
    }

    @Override
    public LayerKind kind() {
        return KIND;
    }

    /** How the window moves over an input. */
    public WindowGeometry geometry(Shape input) {
        return WindowGeometry.of("avgpool", input, kernel, stride.orElse(kernel), pad, Extent.of(1), rounding);
    }

    AvgPoolCells cells(Shape input) {
        return new AvgPoolCells(geometry(input).axes(), countPad);
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        WindowGeometry geometry = geometry(inputs.getFirst());
        geometry.requirePaddingWithinHalfWindow();
        geometry.requireWindowFits(
                other -> new AvgPool(kernel, stride, other, rounding, countPad).shape(inputs),
                other -> new AvgPool(other, stride, pad, rounding, countPad).shape(inputs));
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
        WindowGeometry geometry = geometry(x.shape());
        AvgPoolCells cells = cells(x.shape());
        geometry.forEachTap((o, k, i) -> {
            for (int c = 0; c < x.samples() * x.shape().channels(); c++) {
                y.data()[c * geometry.outputArea() + o] +=
                        x.data()[c * geometry.inputArea() + i] / cells.of(o);
            }
        });
        return y;
    }

    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        return List.of(builder.apply(new AvgPoolInputGradient(this, inputs.getFirst().type().shape()), dy));
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        Shape input = inputs.getFirst().type().shape();
        new PoolLoops(lowering, geometry(input), output.type().shape().channels())
                .overWindows(
                        inputs.getFirst(), output, Reduction.Combine.SUM, (_, cell, _) -> cell,
                        loops -> cells(input).mean(Expr.accumulator(), loops.outputIndex()));
    }
}
