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
public sealed interface ConvolutionLayer extends Layer permits Conv, Depthwise {
    /** The sums of the layer, for an input. */
    Convolution convolution(Shape input);

    boolean bias();

    Optional<Init> init();

    Optional<Init> biasInit();

    @Override
    default Shape shape(List<Shape> inputs) {
        return convolution(inputs.getFirst()).shape(inputs.getFirst());
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
    default long macs(List<Shape> inputs) {
        return convolution(inputs.getFirst()).macs(inputs.getFirst());
    }

    @Override
    default Optional<Window> window(Shape input) {
        return Optional.of(convolution(input).geometry(input).window());
    }

    @Override
    default List<String> arithmetic(List<Shape> inputs) {
        return convolution(inputs.getFirst()).geometry(inputs.getFirst()).arithmetic();
    }

    @Override
    default Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.get(0);
        Optional<Tensor> bias = bias() ? Optional.of(inputs.get(2)) : Optional.empty();
        return convolution(x.shape()).evaluate(x, inputs.get(1), bias);
    }

    @Override
    default List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        Value x = inputs.get(0);
        Shape input = x.type().shape();
        Convolution convolution = convolution(input);
        List<Value> gradients = new ArrayList<>();
        gradients.add(needed[0] ? builder.apply(new ConvInputGradient(convolution, input), dy, inputs.get(1)) : null);
        gradients.add(needed[1] ? builder.apply(new ConvWeightGradient(convolution), x, dy) : null);
        if (bias()) gradients.add(needed[2] ? builder.apply(new BiasGradient(), dy) : null);
        return gradients;
    }

    @Override
    default void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        Operand x = inputs.get(0);
        Optional<Operand> bias = bias() ? Optional.of(inputs.get(2)) : Optional.empty();
        convolution(x.type().shape()).lower(lowering, x, inputs.get(1), bias, output);
    }
}
