package org.cnnc.compiler.op;

import static org.cnnc.compiler.op.Argument.key;
import static org.cnnc.compiler.op.Argument.positional;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;

/**
 * Spatial axes grown by whole factors (PyTorch's {@code Upsample} without {@code align_corners}): {@code nearest} repeats
 * each element; {@code bilinear} interpolates linearly between the centres of neighbours, along each axis by itself,
 * and keeps the element at the edge beyond the outermost centres.
 */
public record Upsample(Extent factor, String mode) implements Layer {
    public static final LayerKind KIND = new LayerKind(
            "upsample",
            "Spatial axes grown by whole factors.",
            Schema.of(
                    positional("factor", ArgumentType.extent(), "extents of the result for each of the input"),
                    key("mode", ArgumentType.choice("nearest", "bilinear"), "nearest",
                            "elements are repeated, or interpolated linearly along every spatial axis")),
            arguments -> new Upsample(arguments.extent("factor"), arguments.text("mode")),
            List.of(
                    Sample.of("upsample 2", Shape.of(1, 1)),
                    Sample.of("upsample 2x3", Shape.of(3, 5, 4)),
                    Sample.of("upsample 2, mode=bilinear", Shape.of(3, 5)),
                    Sample.of("upsample 2x3, mode=bilinear", Shape.of(2, 3, 4)),
                    Sample.of("upsample 4x1, mode=bilinear", Shape.of(1, 1, 2)),
                    Sample.of("upsample 2x1x3", Shape.of(2, 2, 3, 2)),
                    Sample.of("upsample 2, mode=bilinear", Shape.of(2, 2, 3, 2))))
            .differing("`bilinear` is PyTorch's `linear` on a signal and its `trilinear` on a volume. Corners are not aligned.");

    @Override
    public LayerKind kind() {
        return KIND;
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        Shape input = inputs.getFirst();
        int rank = input.spatialRank();
        if (rank == 0) throw new ShapeException(Code.CNN2005, input + " has no spatial axes", "", List.of(), List.of());
        if (!factor.fits(rank)) {
            throw new ShapeException(
                    Code.CNN2005, factor + " does not fit the " + rank + " spatial " + (rank == 1 ? "axis" : "axes") + " of " + input,
                    "factor", List.of(), List.of());
        }
        int[] spatial = input.spatial();
        for (int d = 0; d < rank; d++) {
            String what = AxisName.of(input).get(1 + d).toString();
            spatial[d] = SizeArithmetic.extent(what, (long) spatial[d] * factor.sizes(rank)[d]);
        }
        return SizeArithmetic.checked("upsample", Shape.of(input.channels(), spatial));
    }

    @Override
    public List<Equation> arithmetic(List<Shape> inputs) {
        Shape input = inputs.getFirst();
        int[] outputs = shape(inputs).spatial();
        List<Equation> sizes = new ArrayList<>();
        for (int d = 0; d < input.spatialRank(); d++) {
            int times = factor.sizes(input.spatialRank())[d];
            String formula = input.spatial()[d] + "*" + times;
            sizes.add(new Equation(AxisName.spatial(input.spatialRank()).get(d).toString(), formula, outputs[d]));
        }
        return sizes;
    }

    boolean interpolates() {
        return mode.equals("bilinear");
    }

    /** The axes that grow: their numbers and factors, one after the other. */
    List<Growth> growths(Shape input) {
        List<Growth> growths = new ArrayList<>();
        int[] factors = factor.sizes(input.spatialRank());
        for (int d = 0; d < factors.length; d++) {
            if (factors[d] > 1) growths.add(new Growth(1 + d, factors[d], interpolates()));
        }
        if (growths.isEmpty()) growths.add(new Growth(1, 1, interpolates()));
        return growths;
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.getFirst();
        for (Growth growth : growths(x.shape())) x = growth.evaluate(x);
        return x;
    }

    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        return List.of(builder.apply(new UpsampleGradient(this, inputs.getFirst().type().shape()), dy));
    }

    /** One axis after the other, by way of temporaries. */
    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        Operand from = inputs.getFirst();
        List<Growth> growths = growths(from.type().shape());
        for (Growth growth : growths) {
            Shape grown = growth.grown(from.type().shape());
            Operand to = growth == growths.getLast() ? output : lowering.temporary("axis" + growth.axis(), grown);
            growth.lower(lowering, from, to);
            from = to;
        }
    }
}
