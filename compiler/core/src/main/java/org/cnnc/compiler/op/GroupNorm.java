package org.cnnc.compiler.op;

import static org.cnnc.compiler.op.Argument.key;
import static org.cnnc.compiler.op.Argument.positional;

import java.util.List;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.tensor.Shape;

/**
 * Group normalisation (Wu and He, 2018; PyTorch's {@code GroupNorm}): each sample's channels are cut into groups,
 * and each group is normalised over its channels and all positions.
 */
public record GroupNorm(int groups, double eps, boolean affine) implements SampleNormLayer {
    public static final LayerKind KIND = new LayerKind(
            "groupnorm",
            "Brings each group of a sample's channels to mean 0 and variance 1, then scales and shifts each channel.",
            Schema.of(
                    positional("groups", ArgumentType.count(), "groups of neighbouring channels"),
                    key("eps", ArgumentType.number(1e-12, 1), "1e-5", "added to the variance"),
                    key("affine", ArgumentType.flag(), "true", "whether channels are scaled and shifted by parameters")),
            arguments -> new GroupNorm(arguments.count("groups"), arguments.number("eps"), arguments.flag("affine")),
            List.of(
                    Sample.of("groupnorm 1", Shape.of(2, 3, 4)),
                    Sample.of("groupnorm 2, eps=1e-3", Shape.of(6, 3, 5)),
                    Sample.of("groupnorm 3, affine=false", Shape.of(9, 4)),
                    Sample.of("groupnorm 2", Shape.of(34)),
                    Sample.of("groupnorm 2", Shape.of(4, 3, 2, 4))));

    @Override
    public LayerKind kind() {
        return KIND;
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        int channels = inputs.getFirst().channels();
        if (channels % groups == 0) return inputs.getFirst();
        throw new ShapeException(
                Code.CNN2008, channels + " channels in " + groups + " groups", "groups",
                List.of("groups divides the channels"), List.of());
    }

    @Override
    public List<Equation> arithmetic(List<Shape> inputs) {
        int channels = inputs.getFirst().channels();
        return List.of(new Equation("channels of a group", channels + " / " + groups, channels / groups));
    }

    @Override
    public SampleNorm norm(Shape input) {
        return new SampleNorm(groups, eps);
    }

    @Override
    public Shape parameterShape(Shape input) {
        return Shape.of(input.channels());
    }
}
