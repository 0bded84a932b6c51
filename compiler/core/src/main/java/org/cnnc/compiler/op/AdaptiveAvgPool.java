package org.cnnc.compiler.op;

import static org.cnnc.compiler.op.Argument.positional;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Axis;
import org.cnnc.compiler.kernel.Expr;
import org.cnnc.compiler.kernel.Lowering;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.tensor.Tensor;

/**
 * Mean of windows that are chosen for a wanted result (PyTorch's {@code AdaptiveAvgPool1d} to {@code
 * AdaptiveAvgPool3d}): they cover the input, differ in length by one at most, and overlap where its extent is no
 * multiple of the result's.
 */
public record AdaptiveAvgPool(Extent output) implements Layer {
    /** Each different window of an axis is a loop of its own. */
    private static final int MOST_WINDOWS = 256;

    public static final LayerKind KIND = new LayerKind(
            "adaptive_avgpool",
            "Mean of windows that give a result of the wanted extent.",
            Schema.of(positional("output", ArgumentType.extent(), "extent of the result")),
            arguments -> new AdaptiveAvgPool(arguments.extent("output")),
            List.of(
                    Sample.of("adaptive_avgpool 1x1", Shape.of(1, 1, 1)),
                    Sample.of("adaptive_avgpool 3x2", Shape.of(3, 6, 8)),
                    Sample.of("adaptive_avgpool 3x4", Shape.of(2, 7, 10)),
                    Sample.of("adaptive_avgpool 5", Shape.of(17, 3)),
                    Sample.of("adaptive_avgpool 3", Shape.of(3, 3)),
                    Sample.of("adaptive_avgpool 2", Shape.of(2, 3, 4, 5))));

    @Override
    public LayerKind kind() {
        return KIND;
    }

    List<AdaptiveAxis> axes(Shape input) {
        WindowGeometry.requireSpatialAxes("adaptive_avgpool", input);
        int rank = input.spatialRank();
        WindowGeometry.requireFit("output", output, output.fits(rank), input);
        return IntStream.range(0, rank).mapToObj(a -> new AdaptiveAxis(input.spatial()[a], output.sizes(rank)[a])).toList();
    }

    @Override
    public Shape shape(List<Shape> inputs) {
        Shape input = inputs.getFirst();
        for (AdaptiveAxis axis : axes(input)) {
            if (axis.outputs() <= MOST_WINDOWS) continue;
            throw new ShapeException(
                    Code.CNN2007, axis.input() + " to " + axis.output() + " takes " + axis.outputs() + " different windows",
                    "output", List.of("an axis has at most " + MOST_WINDOWS), List.of());
        }
        return SizeArithmetic.checked("output", Shape.of(input.channels(), output.sizes(input.spatialRank())));
    }

    @Override
    public Optional<Window> window(Shape input) {
        List<AdaptiveAxis> axes = axes(input);
        return Optional.of(new Window(
                axes.stream().mapToInt(AdaptiveAxis::longest).toArray(),
                axes.stream().mapToInt(AdaptiveAxis::cells).toArray(),
                Extent.of(1).sizes(axes.size()),
                axes.stream().mapToInt(AdaptiveAxis::outputs).toArray()));
    }

    /** What is called for each cell of each window: flat positions of both, and the number of the window's cells. */
    @FunctionalInterface
    interface Cell {
        void at(int output, int input, int cells);
    }

    /** Visits the cells of every window. */
    void forEachCell(Shape input, Cell visitor) {
        forEachCell(axes(input), 0, 0, 0, 1, visitor);
    }

    private static void forEachCell(
            List<AdaptiveAxis> axes, int axis, int output, int input, int cells, Cell visitor) {
        if (axis == axes.size()) {
            visitor.at(output, input, cells);
            return;
        }
        AdaptiveAxis at = axes.get(axis);
        for (int o = 0; o < at.output(); o++) {
            for (int i = at.start(o); i < at.end(o); i++) {
                forEachCell(
                        axes, axis + 1, output * at.output() + o, input * at.input() + i, cells * at.length(o), visitor);
            }
        }
    }

    @Override
    public Tensor evaluate(List<Tensor> inputs, Evaluation evaluation) {
        Tensor x = inputs.getFirst();
        Tensor y = Tensor.zeros(infer(List.of(x.type())), evaluation.samples());
        int channels = x.shape().channels();
        int inputArea = x.sampleSize() / channels;
        int outputArea = y.sampleSize() / channels;
        forEachCell(x.shape(), (o, i, cells) -> {
            for (int c = 0; c < x.samples() * channels; c++) {
                y.data()[c * outputArea + o] += x.data()[c * inputArea + i] / cells;
            }
        });
        return y;
    }

    @Override
    public List<Value> gradient(GraphBuilder builder, List<Value> inputs, Value output, Value dy, boolean[] needed) {
        return List.of(builder.apply(new AdaptiveAvgPoolInputGradient(this, inputs.getFirst().type().shape()), dy));
    }

    /** A mean over a window of several axes is the mean along one of the means along the others. */
    @Override
    public void lower(Lowering lowering, List<Operand> inputs, Operand output) {
        List<AdaptiveAxis> axes = axes(inputs.getFirst().type().shape());
        AxisLoops.passes(lowering, inputs.getFirst(), output, loops -> means(loops, axes.get(loops.spatial())));
    }

    private static void means(AxisLoops loops, AdaptiveAxis axis) {
        Axis period = new Axis("q", axis.repeats());
        for (int window = 0; window < axis.outputs(); window++) {
            Axis tap = new Axis("k", axis.length(window));
            Affine source = Affine.of(period).times(axis.cells()).plus(axis.start(window)).plus(tap);
            Expr part = Expr.constant(1.0 / tap.extent());
            loops.sum(
                    List.of(period), Affine.of(period).times(axis.outputs()).plus(window), List.of(tap), List.of(source),
                    sum -> Expr.multiply(sum, part));
        }
    }
}
