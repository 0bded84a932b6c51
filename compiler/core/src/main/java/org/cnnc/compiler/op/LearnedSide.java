package org.cnnc.compiler.op;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.init.Constant;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;

/**
 * An activation that keeps what is above 0 and elsewhere gives {@code a g(x)} with a parameter a, one in all or one a
 * channel. Parameters: a, of extent 1 or C.
 */
public interface LearnedSide extends Activation {
    /** The parameter's name. */
    String parameter();

    /** What the parameter starts as. */
    double start();

    /** Whether each channel, or feature of a flat input, has a parameter of its own. */
    boolean perChannel();

    /** g. */
    double side(double x);

    Expr side(Expr x);

    /** g'. */
    double sideSlope(double x);

    Expr sideSlope(Expr x);

    @Override
    default boolean reluFamily() {
        return true;
    }

    @Override
    default List<Double> kinks() {
        return List.of(0.0);
    }

    @Override
    default List<ParameterSpec> parameters(List<Shape> inputs) {
        Shape shape = Shape.of(perChannel() ? inputs.getFirst().channels() : 1);
        return List.of(new ParameterSpec(
                parameter(), shape, ParameterSpec.Role.SCALE, 1, 1, Optional.of(new Constant(start()))));
    }

    /** The number of the parameter that an element belongs to. @param position in {@link Tensor#data} */
    default int parameterOf(Tensor x, int position) {
        int channels = x.shape().channels();
        return perChannel() ? position / (x.sampleSize() / channels) % channels : 0;
    }

    /** A load of the parameter at a point of an input's axes. */
    default Expr parameterAt(Operand parameter, List<Axis> axes) {
        Affine index = perChannel() ? Affine.of(axes.get(1)) : Affine.constant(0);
        return new Expr.Load(new Access.Element(parameter, List.of(index)));
    }

    @Override
    default Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.get(0);
        double[] a = inputs.get(1).data();
        return Tensor.fill(x.type(), evaluation.samples(), i -> {
            double at = x.data()[i];
            return at > 0 ? at : a[parameterOf(x, i)] * side(at);
        });
    }

    @Override
    default List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        Value x = inputs.get(0);
        return Arrays.asList(
                needed[0] ? builder.apply(new LearnedSideInputGradient(this), x, inputs.get(1), dy) : null,
                needed[1] ? builder.apply(new LearnedSideParameterGradient(this), x, dy) : null);
    }

    @Override
    default void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        List<Axis> axes = lowering.axes(output);
        Expr x = Lowering.load(inputs.get(0), axes);
        Expr below = Expr.multiply(parameterAt(inputs.get(1), axes), side(x));
        lowering.compute(axes, Expr.ifLess(Expr.constant(0), x, x, below), Lowering.at(output, axes));
    }
}
