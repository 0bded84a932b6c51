package org.cnnc.compiler.op;

import static org.cnnc.compiler.op.Argument.key;

import java.util.List;
import org.cnnc.compiler.tensor.Shape;

/**
 * Layer normalisation (Ba, Kiros and Hinton, 2016) over all axes of a sample: PyTorch's {@code LayerNorm} with the
 * sample's shape as its {@code normalized_shape}, so that weight and bias have an element for each of the input.
 */
public record LayerNorm(double eps, boolean affine) implements SampleNormLayer {
    public static final LayerKind KIND = new LayerKind(
            "layernorm",
            "Brings each sample to mean 0 and variance 1, then scales and shifts each of its elements.",
            Schema.of(
                    key("eps", ArgumentType.number(1e-12, 1), "1e-5", "added to the variance"),
                    key("affine", ArgumentType.flag(), "true", "whether elements are scaled and shifted by parameters")),
            arguments -> new LayerNorm(arguments.number("eps"), arguments.flag("affine")),
            List.of(
                    Sample.of("layernorm", Shape.of(1)),
                    Sample.of("layernorm", Shape.of(17)),
                    Sample.of("layernorm eps=1e-3", Shape.of(3, 4, 5)),
                    Sample.of("layernorm affine=false", Shape.of(4, 9)),
                    Sample.of("layernorm", Shape.of(2, 3, 2, 4))));

    @Override
    public LayerKind kind() {
        return KIND;
    }

    @Override
    public SampleNorm norm(Shape input) {
        return new SampleNorm(1, eps);
    }

    @Override
    public Shape parameterShape(Shape input) {
        return input;
    }
}
