package org.cnnc.compiler.op;

import java.util.Arrays;
import java.util.List;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
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
    public List<Equation> arithmetic(List<Shape> inputs) {
        String formula = SumOfProducts.elements("features", inputs).formula();
        return List.of(new Equation("features", formula, shape(inputs).channels()));
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

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        // The axes of the side that is not flat; the flat position follows from them.
        List<Axis> axes = lowering.axes(inputs.getFirst());
        List<Integer> extents = axes.stream().skip(1).map(Axis::extent).toList();
        List<Affine> index = axes.stream().skip(1).map(Affine::of).toList();
        List<Affine> flat = List.of(Affine.of(axes.getFirst()), WindowLoops.rowMajor(index, extents));
        lowering.compute(axes, Lowering.load(inputs.getFirst(), axes), new Access.Element(output, flat));
    }

    @Override
    public boolean reshapes() {
        return true;
    }
}
