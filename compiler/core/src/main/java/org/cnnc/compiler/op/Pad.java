package org.cnnc.compiler.op;

import static org.cnnc.compiler.op.Argument.key;
import static org.cnnc.compiler.op.Argument.positional;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;

/**
 * Zeros around a tensor: on its spatial axes, and on its channels (the features of a flat one).
 *
 * @param amounts of the spatial axes
 * @param channels of the first axis, before and behind
 */
public record Pad(Padding amounts, Padding channels) implements Layer {
    public static final LayerKind KIND = new LayerKind(
            "pad",
            "Zeros around a tensor.",
            Schema.of(
                    positional("amounts", new ArgumentType.PaddingType(), "0", "zeros before and behind the spatial axes"),
                    key("channels", new ArgumentType.PaddingType(), "0",
                            "zeros before and behind the channels: a number, or `(before, behind)`")),
            arguments -> new Pad(arguments.padding("amounts"), arguments.padding("channels")),
            List.of(
                    Sample.of("pad 1", Shape.of(1, 1)),
                    Sample.of("pad (1, 2, 0, 3)", Shape.of(3, 5, 7)),
                    Sample.of("pad channels=8", Shape.of(16, 3, 3)),
                    Sample.of("pad 1x0, channels=(2, 0)", Shape.of(3, 2, 4)),
                    Sample.of("pad channels=(1, 3)", Shape.of(5)),
                    Sample.of("pad 0", Shape.of(3, 5)),
                    Sample.of("pad 1x2x1", Shape.of(2, 2, 3, 2))))
            .differing("All leading edges come before all trailing ones, outermost axis first, as in ONNX; PyTorch counts from the last axis, edge by edge.");

    @Override
    public LayerKind kind() {
        return KIND;
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        Shape input = inputs.getFirst();
        requireFits(amounts, "amounts", input);
        if (!channels.fits(1)) {
            throw new ShapeException(
                    Code.CNN2005, channels + " is more than a number before and one behind", "channels",
                    List.of("the channels are one axis"), List.of());
        }
        int[] before = before(input);
        int[] after = after(input);
        int[] extents = input.extents();
        for (int d = 0; d < extents.length; d++) {
            String what = AxisName.of(input).get(d).toString();
            extents[d] = SizeArithmetic.extent(what, (long) before[d] + extents[d] + after[d]);
        }
        return SizeArithmetic.checked("pad", Shape.of(extents));
    }

    /** @throws ShapeException CNN2005 when amounts are not of the input's spatial axes */
    static void requireFits(Padding amounts, String argument, Shape input) {
        int rank = input.spatialRank();
        if (rank > 0 && amounts.fits(rank) || amounts.equals(new Padding.Even(Extent.of(0)))) return;
        String axes = rank == 0 ? input + " has no spatial axes"
                : amounts + " does not fit the " + rank + " spatial " + (rank == 1 ? "axis" : "axes") + " of " + input;
        throw new ShapeException(Code.CNN2005, axes, argument, List.of(), List.of());
    }

    private int[] before(Shape input) {
        return both(channels.before(1), amounts.before(input.spatialRank()));
    }

    private int[] after(Shape input) {
        return both(channels.after(1), amounts.after(input.spatialRank()));
    }

    private static int[] both(int[] first, int[] spatial) {
        int[] all = Arrays.copyOf(first, 1 + spatial.length);
        System.arraycopy(spatial, 0, all, 1, spatial.length);
        return all;
    }

    /** Where the input lies in the result. */
    Inset inset(Shape input) {
        return new Inset(Arrays.stream(before(input)).boxed().toList());
    }

    @Override
    public List<Equation> arithmetic(List<Shape> inputs) {
        Shape input = inputs.getFirst();
        Shape output = shape(inputs);
        List<Equation> sizes = new ArrayList<>();
        for (int d = 0; d < input.rank(); d++) {
            int before = before(input)[d];
            int after = after(input)[d];
            if (before + after == 0) continue;
            String formula = before + " + " + input.extent(d) + " + " + after;
            sizes.add(new Equation(AxisName.of(input).get(d).toString(), formula, output.extent(d)));
        }
        return sizes;
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.getFirst();
        return inset(x.shape()).embed(x, shape(List.of(x.shape())));
    }

    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        return List.of(builder.apply(new PadGradient(this, inputs.getFirst().type().shape()), dy));
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        inset(inputs.getFirst().type().shape()).lowerEmbed(lowering, inputs.getFirst(), output);
    }
}
