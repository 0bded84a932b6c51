package org.cnnc.compiler.op;

import static org.cnnc.compiler.op.Argument.key;
import static org.cnnc.compiler.op.Argument.optionalKey;
import static org.cnnc.compiler.op.Argument.positional;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.init.Init;
import org.cnnc.compiler.tensor.Shape;

/**
 * Convolution of each channel by itself: C x … to C*multiplier x …, PyTorch's {@code Conv2d} with as many groups as
 * channels. The weight is C*multiplier x 1 x kernel…; each channel's results stand side by side.
 */
public record Depthwise(
        Extent kernel, int multiplier, Extent stride, WindowPadding pad, PadMode padMode, Extent dilation, boolean bias, Optional<Init> init,
        Optional<Init> biasInit, Optional<Layer> activation) implements ConvolutionLayer {
    public static final LayerKind KIND = new LayerKind(
            "depthwise",
            "Convolution of each channel by itself.",
            Schema.of(
                    positional("kernel", ArgumentType.extent(), "extent of the kernel"),
                    key("multiplier", ArgumentType.count(), "1", "channels of the result for each of the input"),
                    key("stride", ArgumentType.extent(), "1", "step of the kernel"),
                    key("pad", new ArgumentType.WindowPaddingType(), "0", "cells around the input, or `same`"),
                    key("pad_mode", PadMode.type(), "zeros", "what stands in the padding"),
                    key("dilation", ArgumentType.extent(), "1", "distance between the kernel's taps"),
                    key("bias", ArgumentType.flag(), "true", "whether a number per channel of the result is added"),
                    optionalKey("init", new ArgumentType.InitType(), "initialiser of the weight"),
                    optionalKey("bias_init", new ArgumentType.InitType(), "initialiser of the bias"),
                    optionalKey("act", new ArgumentType.ActivationType(), "activation of the result")),
            Depthwise::of,
            List.of(
                    Sample.of("depthwise 1x1", Shape.of(1, 1, 1)),
                    Sample.of("depthwise 3x3, pad=1", Shape.of(17, 5, 6)),
                    Sample.of("depthwise 3x2, multiplier=2, stride=2x3, bias=false", Shape.of(3, 8, 9)),
                    Sample.of("depthwise 3, stride=2, dilation=2, pad=2", Shape.of(4, 17)),
                    Sample.of("depthwise 3, pad=same, pad_mode=circular", Shape.of(3, 4, 3)),
                    Sample.of("depthwise 2, multiplier=3", Shape.of(2, 3, 4, 3))))
            .differing(
                    "This is PyTorch's convolution with as many groups as channels; `pad` is as that of `conv`.");

    private static Depthwise of(Arguments arguments) {
        return new Depthwise(
                arguments.extent("kernel"), arguments.count("multiplier"), arguments.extent("stride"),
                arguments.windowPadding("pad"), PadMode.of(arguments.text("pad_mode")), arguments.extent("dilation"), arguments.flag("bias"),
                arguments.init("init"), arguments.init("bias_init"), arguments.activation("act"));
    }

    @Override
    public Foldable withBias() {
        return new Depthwise(kernel, multiplier, stride, pad, padMode, dilation, true, init, biasInit, activation);
    }

    @Override
    public LayerKind kind() {
        return KIND;
    }

    @Override
    public List<Equation> arithmetic(List<Shape> inputs) {
        Shape output = shape(inputs);
        List<Equation> sizes = new ArrayList<>();
        if (multiplier > 1) sizes.add(new Equation("channels", inputs.getFirst().channels() + "*" + multiplier, output.channels()));
        sizes.addAll(ConvolutionLayer.super.arithmetic(inputs));
        return sizes;
    }

    @Override
    public Convolution convolution(Shape input) {
        int channels = input.channels();
        int filters = SizeArithmetic.extent("channels", SizeArithmetic.product("channels", channels, multiplier));
        return new Convolution("depthwise", filters, kernel, stride, pad, dilation, channels);
    }
}
