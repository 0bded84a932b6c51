package org.cnnc.compiler.op;

import static org.cnnc.compiler.op.Argument.key;

import java.util.List;
import org.cnnc.compiler.tensor.Shape;

/**
 * Instance normalisation (Ulyanov, Vedaldi and Lempitsky, 2016; PyTorch's {@code InstanceNorm1d} to {@code
 * InstanceNorm3d}, whose {@code affine} is false too unless given): each channel of each sample is normalised over
 * its positions. No running statistics are kept.
 */
public record InstanceNorm(double eps, boolean affine) implements SampleNormLayer {
    public static final LayerKind KIND = new LayerKind(
            "instancenorm",
            "Brings each channel of each sample to mean 0 and variance 1 over its positions.",
            Schema.of(
                    key("eps", ArgumentType.number(1e-12, 1), "1e-5", "added to the variance"),
                    key("affine", ArgumentType.flag(), "false", "whether channels are scaled and shifted by parameters")),
            arguments -> new InstanceNorm(arguments.number("eps"), arguments.flag("affine")),
            List.of(
                    Sample.of("instancenorm eps=0.1", Shape.of(1, 1, 1)),
                    Sample.of("instancenorm", Shape.of(3, 4, 5)),
                    Sample.of("instancenorm affine=true, eps=1e-3", Shape.of(17, 9)),
                    Sample.of("instancenorm affine=true", Shape.of(2, 2, 3, 3))));

    @Override
    public LayerKind kind() {
        return KIND;
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        WindowGeometry.requireSpatialAxes("instancenorm", inputs.getFirst());
        return inputs.getFirst();
    }

    @Override
    public SampleNorm norm(Shape input) {
        return new SampleNorm(input.channels(), eps);
    }

    @Override
    public Shape parameterShape(Shape input) {
        return Shape.of(input.channels());
    }
}
