package org.cnnc.compiler.report;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.cnnc.compiler.report.TextColumns.Column;
import org.cnnc.compiler.report.TextColumns.Form;
import org.cnnc.compiler.signal.LayerSignal;
import org.cnnc.compiler.signal.Signals;
import org.cnnc.compiler.signal.Verdict;

/** The signals of a network that is not trained yet for a terminal, in ASCII. */
public final class SignalText {
    /** What gives way first, where the lines are too long. */
    private static final List<Integer> STEPS = List.of(2, 9, 7, 1, 8, 5, 4, 6, 3);

    /** The power of ten that has no bar; one mark is half a power of ten. */
    private static final int FLOOR = -5;

    private static final int MARKS = 2;
    private static final int LONGEST = 20;
    private static final int LISTED = 5;

    private SignalText() {}

    /**
     * Lines, each ended.
     *
     * @param layer only rows of this layer and what is below it; empty for all
     * @param width most characters of a line of the table
     */
    public static String render(Signals signals, String layer, int width) {
        List<LayerSignal> shown = signals.layers().stream()
                .filter(signal -> GraphText.within(signal.path(), layer))
                .toList();
        String head = signals.model() + " before training, seed " + signals.seed() + ": " + signals.samples()
                + (signals.samples() == 1 ? " sample" : " samples") + " of standard normal inputs (std "
                + number(signals.input()) + "), random classes as targets, loss " + signals.loss() + "\n\n";
        String legend = "\nstd: standard deviation of the result; ratio: to that of what the layer reads; grad: of a sample's gradient"
                + " by the result, length and std; weight grad: std. Bars are logarithmic: 10 marks are 1, 2 more are 10 times"
                + " as much.\n\n";
        return head + table(shown, width) + legend
                + "forward:  " + verdict(signals.forward(), "behind") + "\n"
                + "backward: " + verdict(signals.backward(), "before") + "\n"
                + signals.remedy().map(remedy -> "remedy:   " + remedy + "\n").orElse("");
    }

    private static String table(List<LayerSignal> layers, int width) {
        return TextColumns.render(
                List.of(
                        Column.left(form("layer", layers, LayerSignal::path)),
                        Column.left(form("op", layers, LayerSignal::op)),
                        Column.right(form("output", layers, signal -> signal.output().toString())),
                        Column.right(form("std", layers, signal -> number(signal.deviation()))),
                        Column.right(form("ratio", layers, signal -> number(signal.ratio()))),
                        Column.left(form("std, log", layers, signal -> bar(OptionalDouble.of(signal.deviation())))),
                        Column.right(form("grad length", layers, signal -> number(signal.gradientLength()))),
                        Column.right(form("grad std", layers, signal -> number(signal.gradient()))),
                        Column.left(form("grad length, log", layers, signal -> bar(signal.gradientLength()))),
                        Column.right(form("weight grad", layers, signal -> number(signal.weightGradient())))),
                STEPS, width);
    }

    private static Form form(String head, List<LayerSignal> layers, Function<LayerSignal, String> cell) {
        return new Form(head, layers.stream().map(cell).toList());
    }

    private static String bar(OptionalDouble value) {
        if (value.isEmpty() || value.getAsDouble() == 0) return "";
        double marks = MARKS * (Math.log10(value.getAsDouble()) - FLOOR);
        return "#".repeat((int) Math.clamp(Math.round(marks), 0, LONGEST));
    }

    private static String verdict(Verdict verdict, String side) {
        String text = verdict.direction().name().toLowerCase(Locale.ROOT) + ": x " + number(verdict.factor()) + " " + side + " "
                + verdict.worst() + ", x " + number(verdict.perLayer()) + " a layer with weights";
        List<String> layers = verdict.layers();
        if (layers.isEmpty()) return text;
        String rest = layers.size() > LISTED ? " and " + (layers.size() - LISTED) + " more" : "";
        return text + "; by " + String.join(", ", layers.subList(0, Math.min(LISTED, layers.size()))) + rest;
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : "";
    }

    /** Three digits; powers of ten where there would be many zeros. */
    private static String number(double value) {
        boolean plain = value == 0 || Math.abs(value) >= 1e-3 && Math.abs(value) < 1e4;
        if (!plain) return String.format(Locale.ROOT, "%.2e", value);
        int digits = value == 0 ? 0 : Math.clamp(2 - (int) Math.floor(Math.log10(Math.abs(value))), 0, 5);
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
