package org.cnnc.compiler.op;

import static org.cnnc.compiler.op.Argument.optionalKey;
import static org.cnnc.compiler.op.Argument.optionalPositional;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;

/**
 * A tensor without its spatial edges: amounts are cut off, or as much as leaves the spatial extents of another tensor,
 * from the middle (U-Net). That other tensor is a second input of which no element is read. Where an odd number is
 * to go, the edge behind loses one more.
 *
 * @param amounts what is cut off; empty where {@code like} is given
 * @param like name of the other tensor
 */
public record Crop(Optional<Padding> amounts, Optional<String> like) implements Layer {
    public static final LayerKind KIND = new LayerKind(
            "crop",
            "A tensor without its spatial edges.",
            Schema.of(
                    optionalPositional("amounts", new ArgumentType.PaddingType(), "what is cut off each edge, as `pad` counts it"),
                    optionalKey("like", new ArgumentType.TensorName(),
                            "a tensor to whose spatial extents the middle is cut, in place of amounts")),
            arguments -> new Crop(arguments.optionalPadding("amounts"), arguments.tensor("like")),
            List.of(
                    Sample.of("crop 1", Shape.of(1, 3)),
                    Sample.of("crop (1, 2, 0, 3)", Shape.of(3, 5, 7)),
                    Sample.of("crop 0x1", Shape.of(3, 2, 4)),
                    Sample.of("crop like=b", Shape.of(3, 5, 8), Shape.of(2, 5, 5)),
                    Sample.of("crop like=b", Shape.of(2, 4), Shape.of(1, 4)),
                    Sample.of("crop (1, 0, 0, 0, 1, 2)", Shape.of(2, 3, 2, 4))))
            .differing("PyTorch has it in torchvision only, where an odd rest is rounded to the even edge.");

    @Override
    public LayerKind kind() {
        return KIND;
    }

    @Override
    public int arity() {
        return like.isPresent() ? 2 : 1;
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        if (amounts.isPresent() == like.isPresent()) {
            String label = like.isPresent() ? "`crop` takes amounts or `like`, not both" : "`crop` needs amounts or `like`";
            throw new ShapeException(like.isPresent() ? Code.CNN2070 : Code.CNN2010, label, "like", List.of(), List.of());
        }
        Shape input = inputs.getFirst();
        WindowGeometry.requireSpatialAxes("crop", input);
        if (like.isPresent()) return like(input, inputs.get(1));
        Padding cut = amounts.get();
        Pad.requireFits(cut, "amounts", input);
        int[] before = cut.before(input.spatialRank());
        int[] after = cut.after(input.spatialRank());
        int[] spatial = input.spatial();
        for (int d = 0; d < spatial.length; d++) {
            long left = (long) spatial[d] - before[d] - after[d];
            if (left < 1) {
                throw new ShapeException(
                        Code.CNN2013, spatial[d] + " - " + before[d] + " - " + after[d] + " leaves nothing of the "
                                + AxisName.of(input).get(1 + d), "amounts", List.of(), List.of());
            }
            spatial[d] = (int) left;
        }
        return Shape.of(input.channels(), spatial);
    }

    private static Shape like(Shape input, Shape other) {
        List<String> notes = new ArrayList<>();
        if (other.rank() != input.rank()) {
            notes.add("crop takes tensors of the same rank");
        } else {
            for (int d = 1; d < input.rank(); d++) {
                if (other.extent(d) <= input.extent(d)) continue;
                notes.add(AxisName.of(input).get(d) + ": " + other.extent(d) + " is more than " + input.extent(d));
            }
        }
        if (!notes.isEmpty()) {
            throw new ShapeException(Code.CNN2006, input + " cannot be cut to " + other, "like", notes, List.of());
        }
        return Shape.of(input.channels(), other.spatial());
    }

    /** Where the result lies in the input. */
    Inset inset(Shape input, Shape output) {
        List<Integer> before = new ArrayList<>(List.of(0));
        if (amounts.isPresent()) {
            Arrays.stream(amounts.get().before(input.spatialRank())).forEach(before::add);
        } else {
            for (int d = 1; d < input.rank(); d++) before.add((input.extent(d) - output.extent(d)) / 2);
        }
        return new Inset(List.copyOf(before));
    }

    @Override
    public List<Equation> arithmetic(List<Shape> inputs) {
        Shape input = inputs.getFirst();
        Shape output = shape(inputs);
        Inset inset = inset(input, output);
        List<Equation> sizes = new ArrayList<>();
        for (int d = 1; d < input.rank(); d++) {
            int before = inset.before().get(d);
            int after = input.extent(d) - output.extent(d) - before;
            String formula = input.extent(d) + " - " + before + " - " + after;
            sizes.add(new Equation(AxisName.of(input).get(d).toString(), formula, output.extent(d)));
        }
        return sizes;
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Shape output = shape(inputs.stream().map(Tensor::shape).toList());
        return inset(inputs.getFirst().shape(), output).extract(inputs.getFirst(), output);
    }

    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        Value dx = builder.apply(new CropGradient(this, inputs.getFirst().type().shape()), dy);
        return arity() == 1 ? List.of(dx) : Arrays.asList(dx, null);
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        inset(inputs.getFirst().type().shape(), output.type().shape()).lowerExtract(lowering, inputs.getFirst(), output);
    }
}
