package org.cnnc.compiler.op;

import static org.cnnc.compiler.op.Argument.key;
import static org.cnnc.compiler.op.Argument.optionalKey;
import static org.cnnc.compiler.op.Argument.positional;

import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.init.Init;
import org.cnnc.compiler.tensor.Shape;

/**
 * Convolution over 1 to 3 spatial axes, as PyTorch's {@code Conv1d} to {@code Conv3d} define it (the kernel is
 * not flipped; padding is zeros unless {@code pad_mode} says otherwise): C x … to filters x …. The weight is filters x C/groups x kernel…, the bias
 * filters.
 */
public record Conv(
        int filters, Extent kernel, Extent stride, WindowPadding pad, PadMode padMode, Extent dilation, int groups, boolean bias,
        Optional<Init> init, Optional<Init> biasInit, Optional<Layer> activation) implements ConvolutionLayer {
    public static final LayerKind KIND = new LayerKind(
            "conv",
            "Convolution of a signal, an image or a volume.",
            Schema.of(
                    positional("filters", ArgumentType.count(), "channels of the result"),
                    positional("kernel", ArgumentType.extent(), "extent of the kernel"),
                    key("stride", ArgumentType.extent(), "1", "step of the kernel"),
                    key("pad", new ArgumentType.WindowPaddingType(), "0", "cells around the input, or `same`"),
                    key("pad_mode", PadMode.type(), "zeros", "what stands in the padding"),
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
                    Sample.of("conv 3, 3x4, stride=2x3, pad=same", Shape.of(2, 7, 5)),
                    Sample.of("conv 4, 3x3, pad=1, pad_mode=reflect", Shape.of(3, 4, 5)),
                    Sample.of("conv 2, 2x3, pad=(2, 1, 0, 3), pad_mode=replicate, stride=2", Shape.of(2, 1, 5)),
                    Sample.of("conv 17, 3, pad=3, pad_mode=circular, dilation=2", Shape.of(2, 3)),
                    Sample.of("conv 2, 3, pad=2, pad_mode=reflect, groups=2, bias=false", Shape.of(2, 3)),
                    Sample.of("conv 2, 3x3x2, pad=(0, 1, 0, 2, 1, 1), pad_mode=replicate", Shape.of(1, 3, 2, 1)),
                    Sample.of("conv 2, 2x3x1, pad=1, stride=1x2x2", Shape.of(2, 3, 4, 3))))
            .differing(
                    "`pad = (top, left, bottom, right)` may be another on each edge; PyTorch pads both edges of an"
                            + " axis alike.",
                    "`same` stands beside any stride: ceil(input / stride) results; PyTorch's only beside a stride"
                            + " of 1.");

    private static Conv of(Arguments arguments) {
        return new Conv(
                arguments.count("filters"), arguments.extent("kernel"), arguments.extent("stride"),
                arguments.windowPadding("pad"), PadMode.of(arguments.text("pad_mode")), arguments.extent("dilation"), arguments.count("groups"),
                arguments.flag("bias"), arguments.init("init"), arguments.init("bias_init"),
                arguments.activation("act"));
    }

    @Override
    public Foldable withBias() {
        return new Conv(filters, kernel, stride, pad, padMode, dilation, groups, true, init, biasInit, activation);
    }

    @Override
    public LayerKind kind() {
        return KIND;
    }

    @Override
    public Convolution convolution(Shape input) {
        return new Convolution("conv", filters, kernel, stride, pad, dilation, groups);
    }
}
