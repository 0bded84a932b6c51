package org.cnnc.compiler.op;

import java.util.Arrays;
import java.util.List;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;

/** All elements of a sample in one axis, in row-major order: C x … to F. */
public record Flatten() implements Layer {
    public static final LayerKind KIND = new LayerKind(
            "flatten",
            "All elements of a sample in one axis, channels outermost.",
            Schema.of(),
            arguments -> new Flatten(),
            List.of(
                    Sample.of("flatten", Shape.of(1)),
                    Sample.of("flatten", Shape.of(3, 5)),
                    Sample.of("flatten", Shape.of(17, 3, 1)),
                    Sample.of("flatten", Shape.of(2, 3, 5, 2))));

    @Override
    public LayerKind kind() {
        return KIND;
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        long[] extents = Arrays.stream(inputs.getFirst().extents()).asLongStream().toArray();
        return Shape.of(SizeArithmetic.extent("features", SizeArithmetic.product("features", extents)));
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.getFirst();
        return new Tensor(infer(List.of(x.type())), x.samples(), x.data().clone());
    }

    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        return List.of(builder.apply(new Unflatten(inputs.getFirst().type().shape()), dy));
    }
}
