package org.cnnc.compiler.report.outline;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The rows of a table at a depth. */
public final class Folding {
    private Folding() {}

    /** A row a layer. */
    public static List<Row> none(List<Part> parts) {
        return parts.stream().flatMap(part -> part.layers().stream()).map(Row::of).toList();
    }

    /**
     * What has more than {@code depth} pieces to its name is summed up in the row of the part that holds it; the scopes
     * among these that repeat each other share a row.
     *
     * @param depth 1 for the parts of the model itself
     */
    public static List<Row> at(int depth, List<Part> parts) {
        List<Row> rows = new ArrayList<>();
        for (Run run : Run.of(parts)) {
            if (run.first().depth() >= depth) {
                rows.add(Row.of(run));
            } else {
                for (Part part : run.parts()) rows.addAll(below(part, depth));
            }
        }
        return List.copyOf(rows);
    }

    private static List<Row> below(Part part, int depth) {
        return switch (part) {
            case Part.Single single -> single.layers().stream().map(Row::of).toList();
            case Part.Scope scope -> at(depth, scope.parts());
        };
    }

    /** How deep the deepest part lies, at least 1. */
    public static int deepest(List<Part> parts) {
        Stream<Part> all = parts.stream().flatMap(Part::all);
        return all.mapToInt(Part::depth).max().orElse(1);
    }
}
