package org.cnnc.compiler.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.shape.CheckedModel;
import org.cnnc.compiler.shape.LayerSummary;
import org.cnnc.compiler.shape.Totals;

/**
 * A model's layers as rows of text, and its totals as lines.
 *
 * @param title the model's name, inputs and outputs
 * @param columns the columns' heads
 * @param rows a row a layer, with as many cells as there are columns
 * @param totals what holds for the whole model
 */
public record SummaryTable(String title, List<Column> columns, List<List<String>> rows, List<String> totals) {
    /** A column's head, and whether its cells stand at the right, as numbers do. */
    public record Column(String head, boolean right) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("layer", false),
            new Column("op", false),
            new Column("output", true),
            new Column("parameters", true),
            new Column("MACs", true),
            new Column("field", true),
            new Column("initialiser", false));

    /** The table of a checked model. */
    public static SummaryTable of(CheckedModel model) {
        List<List<String>> rows = new ArrayList<>();
        for (LayerSummary layer : model.layers()) rows.add(row(layer));
        return new SummaryTable(title(model), COLUMNS, List.copyOf(rows), totals(model.totals()));
    }

    private static String title(CheckedModel model) {
        String inputs = model.graph().inputs().stream().map(SummaryTable::named).collect(Collectors.joining(", "));
        String outputs = model.graph().outputs().values().stream()
                .map(output -> output.type().shape().toString())
                .collect(Collectors.joining(", "));
        return model.graph().name() + ": " + inputs + " -> " + outputs;
    }

    private static String named(Value input) {
        return input.name() + " " + input.type().shape();
    }

    private static List<String> row(LayerSummary layer) {
        return List.of(
                layer.path(), layer.op(), layer.output().toString(), countOrNothing(layer.parameters()),
                countOrNothing(layer.macs()), extents(layer.receptiveField()), init(layer));
    }

    private static String init(LayerSummary layer) {
        if (layer.deviation().isEmpty()) return layer.init();
        return String.format(Locale.ROOT, "%s, std %.4g", layer.init(), layer.deviation().getAsDouble());
    }

    private static List<String> totals(Totals totals) {
        List<String> lines = new ArrayList<>();
        lines.add(count(totals.parameters()) + " parameters"
                + (totals.trainable() == totals.parameters() ? "" : ", " + count(totals.trainable()) + " trainable")
                + ", " + bytes(totals.weightsBytes()));
        lines.add(count(totals.macs()) + " multiply-adds a sample");
        lines.add(bytes(totals.activationBytes()) + " of activations a sample");
        if (!totals.receptiveField().isEmpty()) lines.add("receptive field " + extents(totals.receptiveField()));
        return List.copyOf(lines);
    }

    private static String countOrNothing(long count) {
        return count == 0 ? "" : count(count);
    }

    private static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String extents(List<Long> extents) {
        return extents.stream().map(String::valueOf).collect(Collectors.joining("x"));
    }

    /** {@code 241.1 KB}: in powers of 1024, as the language counts. */
    private static String bytes(long bytes) {
        String[] units = {"bytes", "KB", "MB", "GB", "TB", "PB", "EB"};
        double size = bytes;
        int unit = 0;
        while (size >= 1024 && unit < units.length - 1) {
            size /= 1024;
            unit++;
        }
        return unit == 0 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f %s", size, units[unit]);
    }
}
