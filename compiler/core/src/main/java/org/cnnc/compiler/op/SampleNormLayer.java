package org.cnnc.compiler.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.op.ParameterSpec.Role;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;

/** A layer that normalises each sample by itself, then scales and shifts it by parameters where it is affine. */
public sealed interface SampleNormLayer extends Layer permits LayerNorm, GroupNorm, InstanceNorm {
    /** The normalisation, for an input. */
    SampleNorm norm(Shape input);

    boolean affine();

    /** The extents of weight and bias: the channels, or the whole input. */
    Shape parameterShape(Shape input);

    @Override
    default Shape shape(List<Shape> inputs) {
        return inputs.getFirst();
    }

    @Override
    default List<ParameterSpec> parameters(List<Shape> inputs) {
        if (!affine()) return List.of();
        Shape shape = parameterShape(inputs.getFirst());
        return List.of(
                new ParameterSpec("weight", shape, Role.SCALE, 1, 1, Optional.empty()),
                new ParameterSpec("bias", shape, Role.SHIFT, 1, 1, Optional.empty()));
    }

    @Override
    default Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.getFirst();
        Tensor normal = norm(x.shape()).evaluate(List.of(x), evaluation);
        if (!affine()) return normal;
        return Tensor.fill(x.type(), x.samples(), i -> normal.data()[i] * SampleNormGradient.ofParameter(inputs.get(1), x, i)
                + SampleNormGradient.ofParameter(inputs.get(2), x, i));
    }

    @Override
    default List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        Value x = inputs.getFirst();
        Shape input = x.type().shape();
        SampleNorm norm = norm(input);
        Op ofInput = new SampleNormGradient(norm);
        if (!affine()) return List.of(builder.apply(ofInput, x, dy));
        Op sum = parameterShape(input).equals(input) ? new SampleSum() : new BiasGradient();
        List<Value> gradients = new ArrayList<>();
        gradients.add(needed[0] ? builder.apply(ofInput, x, dy, inputs.get(1)) : null);
        gradients.add(needed[1] ? builder.apply(sum, builder.apply(new Mul(), dy, builder.apply(norm, x))) : null);
        gradients.add(needed[2] ? builder.apply(sum, dy) : null);
        return gradients;
    }

    @Override
    default void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        Operand x = inputs.getFirst();
        Optional<SampleNorm.Affinity> affinity = affine()
                ? Optional.of(new SampleNorm.Affinity(inputs.get(1), inputs.get(2)))
                : Optional.empty();
        norm(x.type().shape()).lower(lowering, x, affinity, output);
    }
}
