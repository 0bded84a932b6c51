package org.cnnc.compiler.lock;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The differences of a model as a reviewer reads them: what was and what is.
 *
 * @param layers a row a layer that differs by itself, those that follow from it together behind it
 * @param totals a row a sum, with the change in percent
 */
public record DifferenceTable(String model, List<Row> layers, List<Row> totals) {
    /**
     * @param what a layer, or an input, output, parameter or sum of the model; empty for the layers that follow from
     *     the row above
     * @param was empty for what was not there
     * @param is empty for what is not there
     */
    public record Row(String what, String was, String is) {}

    public static DifferenceTable of(ModelDifference difference) {
        List<Row> rows = new ArrayList<>();
        for (Change change : difference.interfaces()) {
            rows.add(new Row(change.what(), Change.grouped(change.was()), Change.grouped(change.is())));
        }
        follow(rows, difference, "");
        for (LayerDifference layer : difference.layers()) {
            switch (layer) {
                case LayerDifference.Changed changed -> rows.add(row(changed.name(), both(changed.definition(), changed.results())));
                case LayerDifference.Added added -> rows.add(new Row(added.name(), "", said(added.is())));
                case LayerDifference.Removed removed -> rows.add(new Row(removed.name(), said(removed.was()), ""));
                case LayerDifference.Renamed renamed -> rows.add(row(renamed.name(),
                        both(List.of(new Change("named", renamed.was().name(), renamed.is().name())), renamed.results())));
                case LayerDifference.Follows follows -> { /* stands with the others of its cause */ }
            }
            if (!(layer instanceof LayerDifference.Follows)) follow(rows, difference, layer.name());
        }
        List<Row> totals = difference.totals().stream().map(DifferenceTable::total).toList();
        return new DifferenceTable(difference.model(), List.copyOf(rows), totals);
    }

    private static void follow(List<Row> rows, ModelDifference difference, String cause) {
        List<String> names = difference.behind(cause);
        if (names.isEmpty()) return;
        String layers = names.size() == 1 ? "1 layer" : names.size() + " layers";
        rows.add(new Row("", "", "and " + layers + " behind it: " + LockDiagnostics.names(names)));
    }

    private static List<Change> both(List<Change> first, List<Change> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static Row row(String name, List<Change> changes) {
        return new Row(
                name,
                changes.stream().map(change -> phrase(change.what(), change.was())).collect(Collectors.joining(", ")),
                changes.stream().map(change -> phrase(change.what(), change.is())).collect(Collectors.joining(", ")));
    }

    private static String phrase(String what, String value) {
        if (value.isEmpty()) return "no " + what;
        return switch (what) {
            case "output" -> value;
            case "parameters" -> Change.grouped(value) + " parameters";
            case "macs" -> Change.grouped(value) + " MACs";
            default -> what + " " + value;
        };
    }

    private static String said(LockedLayer layer) {
        return layer.definition() + " -> " + layer.output()
                + (layer.parameters() == 0 ? "" : ", " + phrase("parameters", Long.toString(layer.parameters())));
    }

    private static Row total(Change change) {
        String percent = change.percent();
        return new Row(change.what(), Change.grouped(change.was()),
                Change.grouped(change.is()) + (percent.isEmpty() ? "" : " " + percent));
    }
}
