package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;

/**
 * Softmax over the channels, the features of a flat input, or another axis: {@code exp(x_c) / sum_k exp(x_k)} at each
 * position. The maximum is subtracted first, so that nothing overflows.
 */
public record Softmax(AxisName axis) implements Activation {
    public static final LayerKind KIND = new LayerKind(
            "softmax",
            "Probabilities over the channels, or the features of a flat input.",
            Schema.of(Argument.key("axis", AxisName.TYPE, "channels", "the axis whose probabilities add up to 1")),
            arguments -> new Softmax(AxisName.of(arguments)),
            List.of(
                    Sample.of("softmax", Shape.of(1)),
                    Sample.of("softmax", Shape.of(17)),
                    Sample.of("softmax", Shape.of(32)),
                    Sample.of("softmax", Shape.of(3, 5)),
                    Sample.of("softmax", Shape.of(10, 1, 3)),
                    Sample.of("softmax axis=height", Shape.of(3, 5, 2)),
                    Sample.of("softmax axis=depth", Shape.of(2, 3, 2, 4))))
            .differing("The axis is the channels unless another is named; PyTorch asks for `dim`.");

    @Override
    public LayerKind kind() {
        return KIND;
    }

    @Override
    public double gain() {
        return 1;
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        axis.in(inputs.getFirst());
        return inputs.getFirst();
    }

    /** Whether the results are the probabilities of classes, as a loss takes them. */
    public boolean ofClasses() {
        return axis == AxisName.CHANNELS || axis == AxisName.FEATURES;
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.getFirst();
        Tensor y = Tensor.zeros(x.type(), evaluation.samples());
        for (int[] line : Lines.along(x, axis.in(x.shape()))) {
            double max = Double.NEGATIVE_INFINITY;
            for (int at : line) max = Math.max(max, x.data()[at]);
            double sum = 0;
            for (int at : line) sum += Math.exp(x.data()[at] - max);
            for (int at : line) y.data()[at] = Math.exp(x.data()[at] - max) / sum;
        }
        return y;
    }

    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        return List.of(builder.apply(new SoftmaxGradient(axis), output, dy));
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        ChannelLoops loops = ChannelLoops.of(lowering, output, axis.in(output.type().shape()));
        lowering.compute(loops.all(), loops.softmax(inputs.getFirst()), Lowering.at(output, loops.all()));
    }
}
