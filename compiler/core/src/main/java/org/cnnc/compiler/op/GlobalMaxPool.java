package org.cnnc.compiler.op;

import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;

/** Maximum over all spatial positions (PyTorch's {@code AdaptiveMaxPool2d(1)}): C x … to C x 1 …, the rank kept. */
public record GlobalMaxPool() implements Layer {
    public static final LayerKind KIND = new LayerKind(
            "global_maxpool",
            "Maximum of each channel: C x H x W to C x 1 x 1.",
            Schema.of(),
            arguments -> new GlobalMaxPool(),
            List.of(
                    Sample.of("global_maxpool", Shape.of(1, 1, 1)),
                    Sample.of("global_maxpool", Shape.of(3, 7, 5)),
                    Sample.of("global_maxpool", Shape.of(17, 9)),
                    Sample.of("global_maxpool", Shape.of(2, 3, 4, 5))));

    @Override
    public LayerKind kind() {
        return KIND;
    }

    /** The pooling whose only window is the whole input. */
    public MaxPool pool(Shape input) {
        WindowGeometry.requireSpatialAxes("global_maxpool", input);
        return new MaxPool(
                Extent.of(input.spatial()), Optional.empty(), new Padding.Even(Extent.of(0)), Extent.of(1),
                Rounding.FLOOR);
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        return pool(inputs.getFirst()).shape(inputs);
    }

    @Override
    public Optional<Window> window(Shape input) {
        return pool(input).window(input);
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        return pool(inputs.getFirst().shape()).evaluate(inputs, evaluation);
    }

    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        return pool(inputs.getFirst().type().shape()).gradient(builder, inputs, output, dy, needed);
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        pool(inputs.getFirst().type().shape()).lower(lowering, inputs, output);
    }
}
