package org.cnnc.compiler.shape;

import java.util.Arrays;
import java.util.stream.Stream;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.diagnostics.Fix;
import org.cnnc.compiler.graph.Graph;
import org.cnnc.compiler.graph.GraphInput;
import org.cnnc.compiler.graph.TrainSpec;
import org.cnnc.compiler.op.Arguments;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.compiler.training.AugmentationKind;
import org.cnnc.compiler.training.Augmentations;
import org.cnnc.compiler.training.PlacedSetting;

/** Refuses augmentations that the model's samples, its targets or its batches cannot bear. */
final class AugmentationCheck {
    private final Graph graph;
    private final Shape output;
    private final Diagnostics diagnostics;

    private AugmentationCheck(Graph graph, Shape output, Diagnostics diagnostics) {
        this.graph = graph;
        this.output = output;
        this.diagnostics = diagnostics;
    }

    /** Reports what is wrong, each augmentation once. */
    static void check(Graph graph, InferredShapes shapes, Diagnostics diagnostics) {
        if (graph.training().isEmpty()) return;
        Shape output = shapes.of(graph.outputs().firstEntry().getValue()).orElseThrow();
        AugmentationCheck check = new AugmentationCheck(graph, output, diagnostics);
        TrainSpec training = graph.training().get();
        training.augment().forEach(use -> check.one(use, training.batch()));
    }

    private void one(PlacedSetting use, int batch) {
        GraphInput input = graph.inputs().getFirst();
        AugmentationKind kind = Augmentations.of(use.setting());
        String name = use.setting().name();
        Arguments arguments = use.setting().arguments();
        if (!fits(kind.input(), input.shape())) {
            diagnostics.add(misfit(use, kind.input(), input));
        } else if (kind.moves() && positions(output) > 1) {
            diagnostics.add(Diagnostic.error(Code.CNN4053, use.span(), "`" + name + "` moves what is in `" + input.name()
                            + "`, and a target of " + output + " would stay where it is")
                    .related(graph.span(), "its output has " + positions(output) + " positions")
                    .advice("noise, cutout and mixup leave everything in its place"));
        } else if (kind.mixes() && batch == 1) {
            diagnostics.add(Diagnostic.error(Code.CNN4054, use.span(), "with `batch 1` there is no other sample for `" + name + "` to mix with")
                    .advice("a `batch` of 2 or more has pairs"));
        } else if (arguments.values().containsKey("lo") && arguments.number("lo") > arguments.number("hi")) {
            String lo = text(arguments.number("lo"));
            String hi = text(arguments.number("hi"));
            diagnostics.add(Diagnostic.error(Code.CNN4052, use.span(), "from " + lo + " to " + hi + " there is no factor")
                    .fix(Fix.replace(use.span(), name + "(" + hi + ", " + lo + ")", "`" + name + "(" + hi + ", " + lo + ")` has the smaller one first")));
        } else {
            Stream.of("px", "pad").filter(arguments.values()::containsKey)
                    .filter(cells -> arguments.count(cells) >= smallest(input.shape()))
                    .forEach(cells -> diagnostics.add(tooLarge(use, cells, input)));
        }
    }

    private static boolean fits(AugmentationKind.Input needed, Shape shape) {
        return switch (needed) {
            case ANY -> true;
            case SPATIAL -> shape.spatialRank() > 0;
            case IMAGE -> shape.spatialRank() == 2;
        };
    }

    private static Diagnostic misfit(PlacedSetting use, AugmentationKind.Input needed, GraphInput input) {
        String name = use.setting().name();
        boolean flat = input.shape().spatialRank() == 0;
        Diagnostic diagnostic = Diagnostic.error(Code.CNN4050, use.span(), "`" + name + "` takes "
                        + (needed == AugmentationKind.Input.IMAGE ? "images, C x H x W" : "samples with spatial axes, such as C x H x W"))
                .related(input.span(), input.shape() + (flat ? " numbers have no places" : " is " + (input.shape().spatialRank() == 1 ? "a signal" : "a volume")));
        return flat
                ? diagnostic.advice("an input such as `1 x 28 x 28` with a `flatten` behind it makes the same network")
                : diagnostic.advice("flip, shift, crop, noise, cutout, mixup and cutmix take it");
    }

    private static Diagnostic tooLarge(PlacedSetting use, String cells, GraphInput input) {
        int given = use.setting().arguments().count(cells);
        String extents = String.join(" x ", Arrays.stream(input.shape().spatial()).mapToObj(Integer::toString).toList());
        return Diagnostic.error(Code.CNN4051, use.span(), "`" + cells + "` is " + given + ", and a sample has " + extents + " cells")
                .related(input.span(), input.shape() + " is the input")
                .note(given + " >= " + smallest(input.shape()) + ": it could leave nothing of a sample")
                .advice("`" + cells + "` is 0 to " + (smallest(input.shape()) - 1) + " here");
    }

    private static int smallest(Shape shape) {
        return Arrays.stream(shape.spatial()).min().orElseThrow();
    }

    private static long positions(Shape shape) {
        return shape.spatialRank() == 0 ? 1 : shape.elements() / shape.channels();
    }

    /** As the language writes it. */
    private static String text(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
