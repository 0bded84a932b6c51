package org.cnnc.compiler.report.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cnnc.compiler.report.SummaryModels;
import org.cnnc.compiler.report.outline.Folding;
import org.cnnc.compiler.report.outline.Outline;
import org.cnnc.compiler.report.outline.Part;
import org.cnnc.compiler.shape.CheckedModel;
import org.cnnc.compiler.shape.LayerSummary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GraphSceneTest {
    static List<CheckedModel> models() {
        return SummaryModels.all().toList();
    }

    private static <E extends Element> List<E> only(Scene scene, Class<E> type) {
        return scene.elements().stream().filter(type::isInstance).map(type::cast).toList();
    }

    private static Area area(Element.Box box) {
        double cards = Metrics.cards(box.copies());
        return new Area(box.title(), box.x(), box.y(), box.width() + cards, box.height() + cards);
    }

    private static Area area(Element.Label label) {
        return new Area(
                label.text(), label.x(), label.y() - Metrics.LABEL_SIZE, TextMeasure.width(label.text(), Metrics.LABEL_SIZE),
                Metrics.LABEL_SIZE + 2);
    }

    private static Area band(Element.Frame frame) {
        return new Area("band of " + frame.title(), frame.x(), frame.y(), frame.width(), Metrics.BAND);
    }

    @ParameterizedTest
    @MethodSource("models")
    void nothingLiesOnAnythingElse(CheckedModel model) {
        for (int depth = 1; depth <= Folding.deepest(Outline.of(model)); depth++) {
            Scene scene = GraphScene.of(model, depth);
            List<Area> boxes = only(scene, Element.Box.class).stream().map(GraphSceneTest::area).toList();
            List<Area> bands = only(scene, Element.Frame.class).stream().map(GraphSceneTest::band).toList();
            List<Area> labels = only(scene, Element.Label.class).stream().map(GraphSceneTest::area).toList();
            List<Area> all = Stream.of(boxes, bands, labels).flatMap(List::stream).toList();
            Area.assertApart(all);
            Area page = new Area("page", 0, 0, scene.width(), scene.height());
            assertThat(all).allMatch(page::holds);
            for (Element.Wire wire : only(scene, Element.Wire.class)) wire.curves().forEach(curve -> Area.assertClear(curve, all));
        }
    }

    /** Two frames lie one in the other or apart, and no box or label lies across a frame's edge. */
    @ParameterizedTest
    @MethodSource("models")
    void framesHoldWhatBelongsToThem(CheckedModel model) {
        Scene scene = GraphScene.of(model, Folding.deepest(Outline.of(model)));
        List<Area> frames = only(scene, Element.Frame.class).stream()
                .map(frame -> new Area(frame.title(), frame.x(), frame.y(), frame.width(), frame.height()))
                .toList();
        List<Area> pieces = Stream.of(
                        frames, only(scene, Element.Box.class).stream().map(GraphSceneTest::area).toList(),
                        only(scene, Element.Label.class).stream().map(GraphSceneTest::area).toList())
                .flatMap(List::stream)
                .toList();
        for (Area frame : frames) {
            for (Area piece : pieces) {
                assertThat(!frame.meets(piece) || frame.holds(piece) || piece.holds(frame)).as(frame + " and " + piece).isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void textsFitTheirBoxes(CheckedModel model) {
        for (Element.Box box : only(GraphScene.of(model, 1), Element.Box.class)) {
            assertThat(TextMeasure.boldWidth(box.lines().getFirst(), Metrics.NAME_SIZE)).isLessThan(box.width());
            for (String line : box.lines()) assertThat(TextMeasure.width(line, Metrics.TEXT_SIZE)).isLessThan(box.width());
        }
    }

    @Test
    void everyLayerHasABoxOrACopy() {
        CheckedModel model = SummaryModels.of(SummaryModels.RESIDUAL);
        Scene scene = GraphScene.of(model, Folding.deepest(Outline.of(model)));
        Set<String> titles = only(scene, Element.Box.class).stream().map(Element.Box::title).collect(Collectors.toSet());
        for (LayerSummary layer : model.layers()) {
            String shown = layer.path().replaceFirst("bottleneck[34]", "bottleneck2").replaceFirst("(stem|conv\\d)\\.relu", "$1");
            assertThat(titles).as(layer.path()).anyMatch(title -> title.startsWith(shown + ": "));
        }
        assertThat(only(scene, Element.Frame.class).stream().filter(frame -> frame.copies() > 1).map(Element.Frame::name))
                .containsExactly("bottleneck2..3  × 2", "bottleneck2..4  × 3");
    }

    @Test
    void edgesCarryShapes() {
        CheckedModel model = SummaryModels.of(SummaryModels.RESIDUAL);
        assertThat(only(GraphScene.of(model, 1), Element.Label.class).stream().map(Element.Label::text)).containsExactly(
                "3 x 32 x 32", "8 x 32 x 32", "16 x 32 x 32", "32 x 16 x 16", "8192", "10", "10");
    }

    @Test
    void inputsAndOutputsAreThere() {
        Scene scene = GraphScene.of(SummaryModels.of(SummaryModels.MANY_ENDS), 1);
        assertThat(only(scene, Element.Box.class).stream().filter(box -> box.style() == Element.Style.INPUT).map(box -> box.lines().getFirst()))
                .containsExactly("left", "right");
        assertThat(only(scene, Element.Box.class).stream().filter(box -> box.style() == Element.Style.OUTPUT).map(box -> box.lines().getFirst()))
                .containsExactly("last", "sum");
    }

    /** Blocks of the same make side by side are not one after the other. */
    @Test
    void onlyWhatFollowsIsFolded() {
        CheckedModel model = SummaryModels.of("""
                model M {
                    input image: 4 x 9 x 9
                    branch a { conv 4, 3x3, pad=1 }
                    branch b { conv 4, 3x3, pad=1 }
                    add a, b
                }
                """);
        Scene scene = GraphScene.of(model, 1);
        assertThat(only(scene, Element.Box.class).stream().map(box -> box.lines().getFirst())).contains("a", "b");
    }

    @Test
    void whatIsTooLargeIsRefused() {
        CheckedModel model = SummaryModels.of("model M {\ninput v: 4\nall: B\n}\nblock B { repeat 30k { relu } }\n");
        assertThat(GraphScene.of(model, 1).elements()).isNotEmpty();
        assertThatExceptionOfType(DrawingTooLarge.class).isThrownBy(() -> GraphScene.of(model, 2));
    }

    @Test
    void automaticDepthShowsBranchesOfAResidualNetwork() {
        CheckedModel model = SummaryModels.of(SummaryModels.RESIDUAL);
        List<Part> parts = Outline.of(model);
        int depth = Detail.automatic(model.graph(), parts);
        assertThat(only(GraphScene.of(model, depth), Element.Box.class)).hasSizeBetween(20, Detail.BOXES + 2);
    }
}
