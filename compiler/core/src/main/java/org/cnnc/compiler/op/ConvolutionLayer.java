package org.cnnc.compiler.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.init.Init;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.op.ParameterSpec.Role;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;

/** A layer that is a {@link Convolution}, with a bias or without. */
public sealed interface ConvolutionLayer extends Foldable permits Conv, Depthwise {
    /** The sums of the layer, for an input. */
    Convolution convolution(Shape input);

    /** What stands in the padding. */
    PadMode padMode();

    Optional<Init> init();

    Optional<Init> biasInit();

    @Override
    default Shape shape(List<Shape> inputs) {
        Shape input = inputs.getFirst();
        Shape output = convolution(input).shape(input);
        border(input).ifPresent(border -> border.shape(input));
        return output;
    }

    /** The op that pads an input before it is convolved; empty where margins of zeros do. */
    private Optional<BorderPad> border(Shape input) {
        if (padMode() == PadMode.ZEROS) return Optional.empty();
        List<WindowGeometry.Axis> axes = convolution(input).geometry(input).axes();
        Extent before = Extent.of(axes.stream().mapToInt(WindowGeometry.Axis::before).toArray());
        Extent after = Extent.of(axes.stream().mapToInt(WindowGeometry.Axis::after).toArray());
        return Optional.of(new BorderPad(padMode(), before, after));
    }

    @Override
    default List<ParameterSpec> parameters(List<Shape> inputs) {
        Shape input = inputs.getFirst();
        Convolution convolution = convolution(input);
        Shape weight = convolution.weightShape(input);
        int area = convolution.geometry(input).kernelArea();
        long fanIn = SizeArithmetic.product("fan-in", input.channels() / convolution.groups(), area);
        long fanOut = SizeArithmetic.product("fan-out", convolution.filters(), area);
        List<ParameterSpec> parameters = new ArrayList<>();
        parameters.add(new ParameterSpec("weight", weight, Role.WEIGHT, fanIn, fanOut, init()));
        if (bias()) {
            Shape filters = Shape.of(convolution.filters());
            parameters.add(new ParameterSpec("bias", filters, Role.BIAS, fanIn, fanOut, biasInit()));
        }
        return parameters;
    }

    @Override
    default SumOfProducts work(List<Shape> inputs) {
        return convolution(inputs.getFirst()).work(inputs.getFirst());
    }

    @Override
    default Optional<Window> window(Shape input) {
        return Optional.of(convolution(input).geometry(input).window());
    }

    @Override
    default List<Equation> arithmetic(List<Shape> inputs) {
        return convolution(inputs.getFirst()).geometry(inputs.getFirst()).arithmetic();
    }

    @Override
    default Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.get(0);
        Optional<Tensor> bias = bias() ? Optional.of(inputs.get(2)) : Optional.empty();
        Convolution convolution = convolution(x.shape());
        return border(x.shape())
                .map(border -> border.evaluate(List.of(x), evaluation))
                .map(padded -> convolution.withoutPadding().evaluate(padded, inputs.get(1), bias))
                .orElseGet(() -> convolution.evaluate(x, inputs.get(1), bias));
    }

    @Override
    default List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        Value x = inputs.get(0);
        Value weight = inputs.get(1);
        Shape input = x.type().shape();
        Convolution convolution = convolution(input);
        Optional<BorderPad> border = border(input);
        List<Value> gradients = new ArrayList<>();
        if (border.isEmpty()) {
            gradients.add(needed[0] ? builder.apply(new ConvInputGradient(convolution, input), dy, weight) : null);
            gradients.add(needed[1] ? builder.apply(new ConvWeightGradient(convolution), x, dy) : null);
        } else {
            BorderPad pad = border.get();
            Convolution inner = convolution.withoutPadding();
            Op ofPadded = new ConvInputGradient(inner, pad.shape(input));
            Op ofInput = new BorderPadInputGradient(pad, input);
            gradients.add(needed[0] ? builder.apply(ofInput, builder.apply(ofPadded, dy, weight)) : null);
            gradients.add(needed[1] ? builder.apply(new ConvWeightGradient(inner), builder.apply(pad, x), dy) : null);
        }
        if (bias()) gradients.add(needed[2] ? builder.apply(new BiasGradient(), dy) : null);
        return gradients;
    }

    @Override
    default void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        Operand x = inputs.get(0);
        Shape input = x.type().shape();
        Optional<Operand> bias = bias() ? Optional.of(inputs.get(2)) : Optional.empty();
        Optional<BorderPad> border = border(input);
        if (border.isEmpty()) {
            convolution(input).lower(lowering, x, inputs.get(1), bias, output);
            return;
        }
        Operand padded = lowering.temporary("padded", border.get().shape(input));
        border.get().lower(lowering, List.of(x), padded);
        convolution(input).withoutPadding().lower(lowering, padded, inputs.get(1), bias, output);
    }
}
