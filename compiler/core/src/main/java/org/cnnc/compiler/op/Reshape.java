package org.cnnc.compiler.op;

import java.util.List;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;

/** The same elements in the same, row-major order under another shape of as many elements. */
public record Reshape(Extent extent) implements Layer {
    private static final int MOST_RANK = 4;

    public static final LayerKind KIND = new LayerKind(
            "reshape",
            "The same elements in the same order, under another shape.",
            Schema.of(Argument.positional("extent", ArgumentType.extent(), "the shape of the result, such as `16x7x7`")),
            arguments -> new Reshape(arguments.extent("extent")),
            List.of(
                    Sample.of("reshape 1", Shape.of(1)),
                    Sample.of("reshape 3x5", Shape.of(15)),
                    Sample.of("reshape 34", Shape.of(2, 17)),
                    Sample.of("reshape 6x2x5", Shape.of(4, 3, 5)),
                    Sample.of("reshape 2x3x2x2", Shape.of(3, 8)),
                    Sample.of("reshape 6x8", Shape.of(2, 3, 2, 4))))
            .differing("No extent is left to be inferred (`-1`).");

    @Override
    public LayerKind kind() {
        return KIND;
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        if (extent.given() > MOST_RANK) {
            throw new ShapeException(
                    Code.CNN2005, extent + " has more than " + MOST_RANK + " extents", "extent",
                    List.of("F, C x L, C x H x W, or C x D x H x W"), List.of());
        }
        Shape input = inputs.getFirst();
        Shape shape = SizeArithmetic.checked("reshape", Shape.of(extent.sizes(extent.given())));
        if (shape.elements() == input.elements()) return shape;
        throw new ShapeException(
                Code.CNN2071, shape + " has " + shape.elements() + " elements, the input of " + input + " has " + input.elements(),
                "extent", List.of(), List.of());
    }

    @Override
    public List<Equation> arithmetic(List<Shape> inputs) {
        String formula = SumOfProducts.elements("elements", inputs).formula();
        return List.of(new Equation("elements", formula, shape(inputs).elements()));
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.getFirst();
        return new Tensor(infer(List.of(x.type())), x.samples(), x.data().clone());
    }

    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        return List.of(builder.apply(new Reshape(Extent.of(inputs.getFirst().type().shape().extents())), dy));
    }

    /** By way of the flat form: its position follows from the indices of either side, but not theirs from each other's. */
    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        Operand input = inputs.getFirst();
        int elements = Math.toIntExact(output.type().shape().elements());
        Operand flat = lowering.temporary("flat", Shape.of(elements));
        List<Axis> from = lowering.axes(input);
        lowering.compute(from, Lowering.load(input, from), new Access.Element(flat, flatIndex(from)));
        List<Axis> to = lowering.axes(output);
        lowering.compute(to, new Expr.Load(new Access.Element(flat, flatIndex(to))), Lowering.at(output, to));
    }

    private static List<Affine> flatIndex(List<Axis> axes) {
        List<Axis> own = axes.subList(1, axes.size());
        return List.of(
                Affine.of(axes.getFirst()),
                WindowLoops.rowMajor(own.stream().map(Affine::of).toList(), own.stream().map(Axis::extent).toList()));
    }

    @Override
    public boolean reshapes() {
        return true;
    }
}
