package org.cnnc.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.IntToDoubleFunction;
import org.cnnc.train.Metrics;

/**
 * What weights achieve, for people or as JSON.
 *
 * @param confusion whether the counts by class are asked for
 * @param networks how many answered together
 */
record MetricsOutput(Metrics metrics, boolean confusion, int networks) {
    /** Classes of which a table fits a screen; of more the worst confusions are listed. */
    private static final int MOST_COLUMNS = 20;

    private static final int CONFUSIONS = 20;

    void print(TextFormat format, PrintWriter out) {
        switch (format) {
            case json -> Json.print(json(), out);
            case text -> {
                out.println(line(metrics) + String.format(Locale.ROOT, " on %,d test samples", metrics.samples())
                        + (networks > 1 ? ", by the mean of " + networks + " networks" : ""));
                if (confusion && metrics.hasAccuracy()) table(metrics, out);
            }
        }
    }

    /** {@code accuracy 98.93%, top-5 99.99%, loss 0.032500}: what there is of it. */
    static String line(Metrics metrics) {
        StringJoiner line = new StringJoiner(", ");
        if (metrics.hasAccuracy()) line.add("accuracy " + TrainingText.percent(metrics.accuracy()));
        metrics.topK().forEach((k, share) -> line.add("top-" + k + " " + TrainingText.percent(share)));
        return line.add(String.format(Locale.ROOT, "loss %.6f", metrics.loss())).toString();
    }

    private ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("samples", metrics.samples());
        Json.put(json, "accuracy", metrics.accuracy());
        metrics.topK().forEach((k, share) -> Json.put(json, "top_" + k, share));
        Json.put(json, "loss", metrics.loss());
        if (networks > 1) json.put("networks", networks);
        if (!confusion || !metrics.hasAccuracy()) return json;
        ArrayNode rows = json.putArray("confusion");
        for (int[] row : metrics.confusion()) {
            ArrayNode counts = rows.addArray();
            for (int count : row) counts.add(count);
        }
        shares(json.putArray("precision"), metrics, metrics::precision);
        shares(json.putArray("recall"), metrics, metrics::recall);
        return json;
    }

    /** One number a class; null where there is none. */
    private static void shares(ArrayNode to, Metrics metrics, IntToDoubleFunction share) {
        for (int c = 0; c < metrics.confusion().length; c++) {
            double value = share.applyAsDouble(c);
            if (Double.isNaN(value)) to.addNull();
            else to.add(value);
        }
    }

    private static void table(Metrics metrics, PrintWriter out) {
        int classes = metrics.confusion().length;
        out.println();
        if (classes <= MOST_COLUMNS) {
            counts(metrics, out);
        } else {
            byClass(metrics, out);
            confusions(metrics, out);
        }
    }

    /** A row for each true class, a column for each predicted one; recall at the end of rows, precision below columns. */
    private static void counts(Metrics metrics, PrintWriter out) {
        int classes = metrics.confusion().length;
        int width = Math.max(7, Integer.toString(metrics.samples()).length() + 1);
        StringBuilder head = new StringBuilder(String.format(Locale.ROOT, "%-15s", "true, predicted"));
        for (int c = 0; c < classes; c++) head.append(String.format(Locale.ROOT, "%" + width + "d", c));
        out.println(head + "   recall");
        for (int c = 0; c < classes; c++) {
            StringBuilder row = new StringBuilder(String.format(Locale.ROOT, "%15d", c));
            for (int count : metrics.confusion()[c]) {
                row.append(String.format(Locale.ROOT, "%" + width + "s", count == 0 ? "." : Integer.toString(count)));
            }
            out.println(row + String.format(Locale.ROOT, "%9s", share(metrics.recall(c))));
        }
        StringBuilder precision = new StringBuilder(String.format(Locale.ROOT, "%15s", "precision"));
        for (int c = 0; c < classes; c++) precision.append(String.format(Locale.ROOT, "%" + width + "s", share(metrics.precision(c))));
        out.println(precision);
    }

    private static void byClass(Metrics metrics, PrintWriter out) {
        out.println("  class  samples  precision   recall");
        for (int c = 0; c < metrics.confusion().length; c++) {
            out.println(String.format(
                    Locale.ROOT, "%7d  %7d  %9s  %7s", c, metrics.ofClass(c), share(metrics.precision(c)), share(metrics.recall(c))));
        }
    }

    private record Confusion(int real, int predicted, int count) {}

    private static void confusions(Metrics metrics, PrintWriter out) {
        List<Confusion> all = new ArrayList<>();
        int[][] counts = metrics.confusion();
        for (int r = 0; r < counts.length; r++) {
            for (int p = 0; p < counts.length; p++) {
                if (r != p && counts[r][p] > 0) all.add(new Confusion(r, p, counts[r][p]));
            }
        }
        all.sort(Comparator.comparingInt(confusion -> -confusion.count()));
        out.println();
        out.println("most confused: true, predicted, samples");
        all.stream().limit(CONFUSIONS).forEach(confusion -> out.println(String.format(
                Locale.ROOT, "%7d  %7d  %7d", confusion.real(), confusion.predicted(), confusion.count())));
    }

    private static String share(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.1f%%", 100 * value);
    }
}
