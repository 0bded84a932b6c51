package org.cnnc.compiler.report.drawing;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.report.outline.Outline;
import org.cnnc.compiler.report.outline.Part;
import org.cnnc.compiler.report.outline.Quantity;
import org.cnnc.compiler.report.outline.Run;
import org.cnnc.compiler.shape.CheckedModel;
import org.cnnc.compiler.shape.Totals;

/**
 * Draws a model: its layers from top to bottom, scopes as frames down to a depth and as boxes below it, scopes of the
 * same make that follow each other as one with their number. Each frame is laid out for itself, so that nothing of
 * it meets anything outside.
 */
public final class GraphScene {
    private static final double MARGIN = 20;
    private static final double TITLE_HEIGHT = 56;

    private final Tensors tensors;
    private final int depth;

    private GraphScene(Tensors tensors, int depth) {
        this.tensors = tensors;
        this.depth = depth;
    }

    /**
     * @param depth how many pieces a name may have that is drawn; at least 1
     * @throws DrawingTooLarge when the graph cannot be drawn at this depth
     */
    public static Scene of(CheckedModel model, int depth) {
        List<Part> parts = Outline.of(model);
        Sketch sketch = new GraphScene(new Tensors(model.graph(), parts), depth).model(model, parts);
        Totals totals = model.totals();
        String subtitle = Quantity.brief(totals.parameters()) + " parameters · " + Quantity.brief(totals.macs())
                + " multiply-adds a sample";
        double title = Math.max(
                TextMeasure.boldWidth(model.graph().name(), Metrics.TITLE_SIZE), TextMeasure.width(subtitle, Metrics.TEXT_SIZE));
        double width = Math.max(title, sketch.width());
        return new Scene(
                width + 2 * MARGIN, sketch.height() + 2 * MARGIN + TITLE_HEIGHT, model.graph().name(), subtitle,
                sketch.at(MARGIN + (width - sketch.width()) / 2, MARGIN + TITLE_HEIGHT));
    }

    private Sketch model(CheckedModel model, List<Part> parts) {
        Level level = new Level();
        for (Value input : model.graph().inputs()) level.add(BoxSketch.input(input), List.of(), List.of(input));
        add(parts, level);
        model.graph().outputs().forEach((name, output) -> level.add(BoxSketch.output(name, output), List.of(output), List.of()));
        return level.layout();
    }

    private void add(List<Part> parts, Level level) {
        for (Run run : Run.of(parts, tensors::chained)) {
            List<Value> results = tensors.outOf(run.parts().getLast());
            level.add(sketch(run, results), tensors.into(run.first()), results);
        }
    }

    private Sketch sketch(Run run, List<Value> results) {
        return switch (run.first()) {
            case Part.Single single -> BoxSketch.of(run, results);
            case Part.Scope scope when scope.depth() >= depth -> BoxSketch.of(run, results);
            case Part.Scope scope -> frame(run, scope);
        };
    }

    private Sketch frame(Run run, Part.Scope scope) {
        Level level = new Level();
        for (Value value : tensors.into(scope)) level.addEntry(value);
        add(scope.parts(), level);
        for (Value value : tensors.outOf(scope)) level.addExit(value);
        Sketch inside = level.layout();
        String name = TextMeasure.clip(run.name(), Metrics.TEXT_SIZE, Metrics.LONGEST);
        String head = Metrics.times(name, run.count());
        double width = Math.max(inside.width(), TextMeasure.boldWidth(head, Metrics.TEXT_SIZE)) + 2 * Metrics.INSET;
        double left = (width - inside.width()) / 2;
        double height = Metrics.BAND + inside.height();
        double cards = Metrics.cards(run.count());
        List<Element> elements = new ArrayList<>();
        elements.add(new Element.Frame(0, 0, width, height, head, BoxSketch.title(run), run.count()));
        elements.addAll(inside.at(left, Metrics.BAND));
        return new Sketch(width + cards, height + cards, moved(inside.entries(), left), moved(inside.exits(), left),
                List.copyOf(elements));
    }

    private static List<Double> moved(List<Double> places, double by) {
        return places.stream().map(place -> place + by).toList();
    }
}
