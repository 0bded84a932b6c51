package org.cnnc.compiler.op;

import static org.cnnc.compiler.op.Argument.key;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.op.ParameterSpec.Role;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;

/**
 * Batch normalisation (Ioffe and Szegedy, 2015) as PyTorch's {@code BatchNorm1d} to {@code BatchNorm3d} define it:
 * {@code weight * (x - mean) / sqrt(variance + eps) + bias}, each of the four one number a channel. The inputs are
 * (x, weight, bias, mean, variance), without weight and bias where it is not {@code affine}.
 *
 * <p>In inference mean and variance are the running ones, which lie with the weights and are no parameters.
 * Training gives those of the batch in their place.
 *
 * @param momentum share of the batch's statistics in the running ones
 * @param eps added to the variance
 */
public record BatchNorm(double momentum, double eps, boolean affine) implements Layer {
    public static final LayerKind KIND = new LayerKind(
            "batchnorm",
            "Brings each channel to mean 0 and variance 1, then scales and shifts it: by the batch's statistics in"
                    + " training, by the running ones in inference.",
            Schema.of(
                    key("momentum", ArgumentType.number(0, 1), "0.1", "share of a batch in the running mean and variance"),
                    key("eps", ArgumentType.number(1e-12, 1), "1e-5", "added to the variance"),
                    key("affine", ArgumentType.flag(), "true", "whether channels are scaled and shifted by parameters")),
            arguments -> new BatchNorm(
                    arguments.number("momentum"), arguments.number("eps"), arguments.flag("affine")),
            List.of(
                    Sample.of("batchnorm", Shape.of(1)),
                    Sample.of("batchnorm", Shape.of(17)),
                    Sample.of("batchnorm affine=false", Shape.of(3, 9)),
                    Sample.of("batchnorm momentum=0.25, eps=1e-3", Shape.of(3, 5, 7)),
                    Sample.of("batchnorm", Shape.of(2, 3, 2, 4))));

    @Override
    public LayerKind kind() {
        return KIND;
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        return inputs.getFirst();
    }

    @Override
    public List<ParameterSpec> parameters(List<Shape> inputs) {
        int channels = inputs.getFirst().channels();
        List<ParameterSpec> parameters = new ArrayList<>();
        if (affine) {
            parameters.add(ParameterSpec.ofChannels("weight", channels, Role.SCALE));
            parameters.add(ParameterSpec.ofChannels("bias", channels, Role.SHIFT));
        }
        parameters.add(ParameterSpec.ofChannels("running_mean", channels, Role.RUNNING_MEAN));
        parameters.add(ParameterSpec.ofChannels("running_var", channels, Role.RUNNING_VARIANCE));
        return parameters;
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.getFirst();
        double[] mean = inputs.get(inputs.size() - 2).data();
        double[] variance = inputs.getLast().data();
        int channels = x.shape().channels();
        int area = x.sampleSize() / channels;
        return Tensor.fill(x.type(), evaluation.samples(), i -> {
            int c = i / area % channels;
            double normal = (x.data()[i] - mean[c]) / Math.sqrt(variance[c] + eps);
            return affine ? normal * inputs.get(1).data()[c] + inputs.get(2).data()[c] : normal;
        });
    }

    /** Of the mean and the variance too, which lead back to x where they are the batch's. */
    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        Value x = inputs.getFirst();
        int last = inputs.size() - 1;
        Value mean = inputs.get(last - 1);
        Value variance = inputs.get(last);
        boolean sums = needed[last - 1] || affine && needed[2];
        boolean products = needed[last] || affine && needed[1];
        Value sum = sums ? builder.apply(new BiasGradient(), dy) : null;
        Value product = products ? builder.apply(new BatchNormScaleGradient(eps), dy, x, mean, variance) : null;
        List<Value> gradients = new ArrayList<>();
        gradients.add(needed[0] ? scaled(builder, new BatchNormInputGradient(eps, affine), dy, inputs) : null);
        if (affine) gradients.addAll(Arrays.asList(needed[1] ? product : null, needed[2] ? sum : null));
        gradients.add(needed[last - 1] ? scaled(builder, new BatchNormMeanGradient(eps, affine), sum, inputs) : null);
        gradients.add(needed[last] ? scaled(builder, new BatchNormVarianceGradient(eps, affine), product, inputs) : null);
        return gradients;
    }

    /** Applies an op of (gradient, variance, weight), the weight only where there is one. */
    private Value scaled(GraphBuilder builder, Op op, Value gradient, List<Value> inputs) {
        return affine
                ? builder.apply(op, gradient, inputs.getLast(), inputs.get(1))
                : builder.apply(op, gradient, inputs.getLast());
    }

    /** A multiply-add with two numbers a channel, computed first: whatever produces x can do it on the way. */
    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        Operand x = inputs.getFirst();
        List<Axis> axes = lowering.axes(x);
        List<Axis> channel = List.of(axes.get(1));
        Operand scale = lowering.sharedTemporary("scale", Shape.of(x.type().shape().channels()));
        Operand shift = lowering.sharedTemporary("shift", scale.type().shape());
        Expr factor = affine ? Lowering.load(inputs.get(1), channel) : Expr.constant(1);
        Expr deviation = Expr.sqrt(Expr.add(Lowering.load(inputs.getLast(), channel), Expr.constant(eps)));
        lowering.compute(channel, Expr.divide(factor, deviation), Lowering.at(scale, channel));
        Expr moved = Expr.multiply(Lowering.load(inputs.get(inputs.size() - 2), channel), Lowering.load(scale, channel));
        Expr bias = affine ? Lowering.load(inputs.get(2), channel) : Expr.constant(0);
        lowering.compute(channel, Expr.subtract(bias, moved), Lowering.at(shift, channel));
        Expr result = Expr.fma(Lowering.load(x, axes), Lowering.load(scale, channel), Lowering.load(shift, channel));
        lowering.compute(axes, result, Lowering.at(output, axes));
    }
}
