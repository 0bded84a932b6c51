package org.cnnc.compiler.op;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;
import org.cnnc.compiler.tensor.TensorType;

/**
 * The input with cells of its own around it, as a convolution whose {@code pad_mode} is not zeros sees it. It is
 * computed by convolutions and their gradients, never by itself.
 *
 * @param mode not zeros
 */
public record BorderPad(PadMode mode, Extent before, Extent after) implements GradientOp {
    @Override
    public String name() {
        return "border_pad";
    }

    List<BorderAxis> axes(Shape input) {
        int rank = input.spatialRank();
        return IntStream.range(0, rank)
                .mapToObj(a -> new BorderAxis(mode, input.spatial()[a], before.sizes(rank)[a], after.sizes(rank)[a]))
                .toList();
    }

    /** @throws ShapeException CNN2007 where the input has too few cells for its padding */
    Shape shape(Shape input) {
        List<BorderAxis> axes = axes(input);
        for (BorderAxis axis : axes) {
            int most = mode.most(axis.input());
            int pad = Math.max(axis.before(), axis.after());
            if (pad <= most) continue;
            String bound = mode == PadMode.REFLECT ? axis.input() + " - 1" : "" + axis.input();
            throw new ShapeException(
                    Code.CNN2007, pad + " > " + bound, "pad",
                    List.of(mode + " pads with the cells of the input, of which there are " + axis.input()), List.of());
        }
        int[] padded = axes.stream()
                .mapToInt(axis -> SizeArithmetic.extent("padded input", (long) axis.before() + axis.input() + axis.after()))
                .toArray();
        return SizeArithmetic.checked("padded input", Shape.of(input.channels(), padded));
    }

    @Override
    public TensorType infer(List<TensorType> inputs) {
        return TensorType.perSample(shape(inputs.getFirst().shape()));
    }

    /** Calls with each position of the padded input, and that of the cell which stands there. */
    @FunctionalInterface
    interface Copy {
        void at(int padded, int input);
    }

    void forEachCell(Shape input, Copy visitor) {
        forEachCell(axes(input), 0, 0, 0, visitor);
    }

    private static void forEachCell(List<BorderAxis> axes, int axis, int padded, int input, Copy visitor) {
        if (axis == axes.size()) {
            visitor.at(padded, input);
            return;
        }
        BorderAxis at = axes.get(axis);
        for (int p = 0; p < at.padded(); p++) {
            int source = at.mode().source(p - at.before(), at.input());
            forEachCell(axes, axis + 1, padded * at.padded() + p, input * at.input() + source, visitor);
        }
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.getFirst();
        Tensor y = Tensor.zeros(infer(List.of(x.type())), x.samples());
        int channels = x.shape().channels();
        int inputArea = x.sampleSize() / channels;
        int paddedArea = y.sampleSize() / channels;
        forEachCell(x.shape(), (p, i) -> {
            for (int c = 0; c < x.samples() * channels; c++) y.data()[c * paddedArea + p] = x.data()[c * inputArea + i];
        });
        return y;
    }

    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        List<BorderAxis> axes = axes(inputs.getFirst().type().shape());
        AxisLoops.passes(
                lowering, inputs.getFirst(), output, loops -> add(loops, axes.get(loops.spatial()).padding()));
    }

    /** Adds a nest for each piece of an axis. */
    static void add(AxisLoops loops, List<BorderAxis.Piece> pieces) {
        for (BorderAxis.Piece piece : pieces) {
            Axis cell = new Axis("i", piece.cells());
            List<Axis> taps = piece.taps() == 1 ? List.of() : List.of(new Axis("k", piece.taps()));
            List<Affine> sources = piece.lines().stream()
                    .map(line -> Affine.of(cell).times(line.step()).plus(line.first()))
                    .map(at -> taps.isEmpty() ? at : at.plus(taps.getFirst()))
                    .toList();
            loops.sum(List.of(cell), Affine.of(cell).plus(piece.first()), taps, sources, UnaryOperator.identity());
        }
    }
}
