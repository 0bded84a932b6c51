package org.cnnc.compiler.loss;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Reduction;
import org.cnnc.compiler.op.Arguments;
import org.cnnc.compiler.op.Evaluation;
import org.cnnc.compiler.op.GradientOp;
import org.cnnc.compiler.op.GraphBuilder;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/** A loss that holds each number against its own target: the mean over a sample's elements. */
public interface ElementLoss extends Loss {
    /** The loss of a prediction x of which t is true. */
    double of(double x, double t);

    /** Its derivative by x. */
    double slope(double x, double t);

    /** The same as {@link #of(double, double)}. */
    Expr of(Expr x, Expr t);

    /** The same as {@link #slope(double, double)}. */
    Expr slope(Expr x, Expr t);

    /** Configurations of flat outputs, of one and several, and of images. */
    static List<LossKind.Sample> samples(Arguments arguments) {
        return Stream.of(Shape.of(1), Shape.of(2), Shape.of(17), Shape.of(2, 5), Shape.of(3, 2, 5))
                .map(shape -> new LossKind.Sample(arguments, shape)).toList();
    }

    @Override
    default Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.get(0);
        Tensor t = inputs.get(1);
        Tensor loss = Tensor.zeros(infer(List.of(x.type(), t.type())), evaluation.samples());
        for (int i = 0; i < x.data().length; i++) {
            loss.add(of(x.data()[i], t.data()[i]) / x.sampleSize(), i / x.sampleSize());
        }
        return loss;
    }

    /** The gradient of the prediction; the target has none. */
    @Override
    default List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dl, boolean[] needed) {
        return Arrays.asList(builder.apply(new Gradient(this), inputs.get(0), inputs.get(1), dl), null);
    }

    @Override
    default void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        List<Axis> axes = lowering.axes(inputs.get(0));
        double elements = inputs.get(0).type().shape().elements();
        lowering.reduce(
                List.of(lowering.sample()), axes.subList(1, axes.size()), Reduction.Combine.SUM,
                of(Lowering.load(inputs.get(0), axes), Lowering.load(inputs.get(1), axes)),
                Expr.multiply(Expr.accumulator(), Expr.constant(1 / elements)),
                Lowering.at(output, List.of(lowering.sample())));
    }

    /** (x, t, dL) to {@code dL slope(x, t) / n}, n elements a sample and one dL a sample. */
    record Gradient(ElementLoss loss) implements GradientOp {
        @Override
        public String name() {
            return loss.name() + "_gradient";
        }

        @Override
        public TensorType infer(List<TensorType> inputs) {
            return inputs.getFirst();
        }

        @Override
        public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
            Tensor x = inputs.get(0);
            double[] t = inputs.get(1).data();
            Tensor dl = inputs.get(2);
            int size = x.sampleSize();
            return Tensor.fill(
                    x.type(), evaluation.samples(), i -> dl.get(i / size) * loss.slope(x.data()[i], t[i]) / size);
        }

        @Override
        public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
            List<Axis> axes = lowering.axes(output);
            Expr slope = loss.slope(Lowering.load(inputs.get(0), axes), Lowering.load(inputs.get(1), axes));
            Expr dl = Lowering.load(inputs.get(2), List.of(lowering.sample()));
            double elements = output.type().shape().elements();
            Expr scaled = Expr.multiply(dl, Expr.multiply(slope, Expr.constant(1 / elements)));
            lowering.compute(axes, scaled, Lowering.at(output, axes));
        }
    }
}
