package org.cnnc.compiler.report.drawing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cnnc.compiler.op.Layer;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.report.drawing.Element.Style;
import org.cnnc.compiler.report.outline.OpCall;
import org.cnnc.compiler.report.outline.Part;
import org.cnnc.compiler.report.outline.PlacedLayer;
import org.cnnc.compiler.report.outline.Quantity;
import org.cnnc.compiler.report.outline.Run;

/** Boxes with their texts. */
final class BoxSketch {
    private static final double LEAST_WIDTH = 110;

    private BoxSketch() {}

    /** An input of the model. */
    static Sketch input(Value input) {
        String shape = input.type().shape().toString();
        return box(Style.INPUT, List.of(input.name()), "input " + input.name() + ": " + shape, 1, List.of(shape), 0);
    }

    /** An output of the model, which ends a wire. */
    static Sketch output(String name, Value output) {
        String title = "output " + name + ": " + output.type().shape();
        return box(Style.OUTPUT, List.of(name), title, 1, List.of(), 1);
    }

    /** @param results tensors that others read */
    static Sketch of(Run run, List<Value> results) {
        List<String> labels = results.stream().map(value -> value.type().shape().toString()).toList();
        return switch (run.first()) {
            case Part.Single single -> box(style(single), lines(single), title(single), 1, labels, 1);
            case Part.Scope scope -> box(Style.SCOPE, lines(run), title(run), run.count(), labels, 1);
        };
    }

    private static Sketch box(
            Style style, List<String> lines, String title, int copies, List<String> labels, int entries) {
        double text = Metrics.textWidth(lines);
        double width = Math.max(LEAST_WIDTH, text + 2 * Metrics.PADDING);
        double height = Metrics.LINE * lines.size() + Metrics.PADDING;
        double slot = labels.stream().mapToDouble(Metrics::exitWidth).max().orElse(0);
        double face = Math.max(width, slot * labels.size());
        List<Double> exits = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) exits.add(face * (2 * i + 1) / (2 * labels.size()));
        List<Double> tops = entries == 0 ? List.of() : List.of(face / 2);
        double cards = Metrics.cards(copies);
        return new Sketch(face + cards, height + cards, tops, List.copyOf(exits),
                List.of(new Element.Box(0, 0, face, height, style, lines, title, copies)));
    }

    private static List<String> lines(Part.Single single) {
        List<String> lines = new ArrayList<>(List.of(name(single.name())));
        String calls = calls(single);
        if (!single.name().replaceFirst("\\d+$", "").equals(calls)) lines.add(clip(calls));
        lines.addAll(cost(single.layers()));
        return List.copyOf(lines);
    }

    private static List<String> lines(Run run) {
        List<String> lines = new ArrayList<>(List.of(Metrics.times(name(run.name()), run.count())));
        lines.add(clip(kinds(run.first())) + (run.count() > 1 ? " each" : ""));
        lines.addAll(cost(run.first().layers()));
        return List.copyOf(lines);
    }

    /** {@code 3 conv, 3 batchnorm, 2 relu}, in the order in which they first come. */
    private static String kinds(Part scope) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (PlacedLayer layer : scope.layers()) counts.merge(layer.summary().op(), 1, Integer::sum);
        return counts.entrySet().stream().map(kind -> kind.getValue() + " " + kind.getKey()).collect(Collectors.joining(", "));
    }

    private static String name(String name) {
        return TextMeasure.clip(name, Metrics.NAME_SIZE, Metrics.LONGEST);
    }

    private static String clip(String line) {
        return TextMeasure.clip(line, Metrics.TEXT_SIZE, Metrics.LONGEST);
    }

    private static List<String> cost(List<PlacedLayer> layers) {
        long parameters = layers.stream().mapToLong(layer -> layer.summary().parameters()).sum();
        long macs = layers.stream().mapToLong(layer -> layer.summary().macs()).sum();
        List<String> costs = new ArrayList<>();
        if (parameters > 0) costs.add(Quantity.brief(parameters) + (parameters == 1 ? " param" : " params"));
        if (macs > 0) costs.add(Quantity.brief(macs) + " MACs");
        return costs.isEmpty() ? List.of() : List.of(String.join(" · ", costs));
    }

    private static String calls(Part.Single single) {
        return single.layers().stream().map(layer -> OpCall.of(layer.summary())).collect(Collectors.joining(" · "));
    }

    private static Style style(Part.Single single) {
        PlacedLayer first = single.layers().getFirst();
        if (!(first.node().op() instanceof Layer layer)) return Style.PLAIN;
        if (first.summary().macs() > 0) return Style.WEIGHTED;
        if (first.summary().parameters() > 0) return Style.SCALING;
        if (layer.arity() < 0) return Style.JOIN;
        return layer.window(first.reads().getFirst().type().shape()).isPresent() ? Style.WINDOW : Style.PLAIN;
    }

    private static String title(Part.Single single) {
        return single.path() + ": " + calls(single) + "\n" + details(single.layers(), single);
    }

    /** All there is to say of a scope. */
    static String title(Run run) {
        int layers = run.first().layers().size();
        String each = run.count() > 1 ? run.count() + " times " : "";
        return run.path() + ": " + each + layers + (layers == 1 ? " layer" : " layers") + "\n"
                + details(run.first().layers(), run.parts().getLast());
    }

    private static String details(List<PlacedLayer> layers, Part last) {
        long parameters = layers.stream().mapToLong(layer -> layer.summary().parameters()).sum();
        long macs = layers.stream().mapToLong(layer -> layer.summary().macs()).sum();
        return "output " + last.last().summary().output() + "\n" + Quantity.exact(parameters) + " parameters, "
                + Quantity.exact(macs) + " multiply-adds";
    }
}
