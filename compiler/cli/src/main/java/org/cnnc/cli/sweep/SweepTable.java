package org.cnnc.cli.sweep;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Trials as a table: a column a setting, then what the trial achieved. */
public final class SweepTable {
    private static final String GAP = "  ";

    private final List<String> paths;
    private final int[] widths;

    /**
     * @param paths of the settings that vary
     * @param trials all that there will be; they decide how wide the columns are
     */
    public SweepTable(List<String> paths, List<Trial> trials) {
        this.paths = List.copyOf(paths);
        widths = new int[paths.size() + 1];
        widths[0] = "trial".length();
        for (int p = 0; p < paths.size(); p++) widths[p + 1] = name(p).length();
        for (Trial trial : trials) {
            for (int p = 0; p < paths.size(); p++) {
                widths[p + 1] = Math.max(widths[p + 1], trial.settings().get(p).value().text().length());
            }
        }
    }

    /** The last name of a setting's path, where no other has it too. */
    private String name(int index) {
        String last = last(paths.get(index));
        boolean shared = paths.stream().filter(path -> last(path).equals(last)).count() > 1;
        return shared ? paths.get(index) : last;
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** The line above the trials. */
    public String head() {
        List<String> cells = new ArrayList<>(List.of("trial"));
        for (int p = 0; p < paths.size(); p++) cells.add(name(p));
        return left(cells) + String.format(Locale.ROOT, "  %5s  %10s  %8s  %8s", "epoch", "val loss", "val acc", "seconds");
    }

    /** A trial's line. */
    public String row(TrialResult result) {
        List<String> cells = new ArrayList<>(List.of(Integer.toString(result.trial())));
        for (String path : paths) cells.add(result.values().getOrDefault(path, ""));
        return left(cells) + switch (result) {
            case TrialResult.Trained trained -> String.format(
                    Locale.ROOT, "  %5s  %10s  %8s  %8.1f", trained.epoch() == 0 ? "-" : trained.epoch(),
                    Double.isNaN(trained.loss()) ? "-" : String.format(Locale.ROOT, "%.6f", trained.loss()),
                    Double.isNaN(trained.accuracy()) ? "-" : String.format(Locale.ROOT, "%.2f%%", 100 * trained.accuracy()),
                    trained.seconds());
            case TrialResult.Failed failed -> GAP + failed.how() + ": " + failed.why();
        };
    }

    private String left(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < cells.size(); c++) {
            if (c > 0) line.append(GAP);
            line.append(" ".repeat(Math.max(0, widths[c] - cells.get(c).length()))).append(cells.get(c));
        }
        return line.toString();
    }

    /** Comma separated, with the paths in full (as RFC 4180 quotes). */
    public void csv(List<TrialResult> sorted, PrintWriter out) {
        List<String> head = new ArrayList<>(List.of("trial"));
        head.addAll(paths);
        head.addAll(List.of("status", "best_epoch", "val_accuracy", "val_loss", "test_accuracy", "test_loss", "seconds"));
        line(head, out);
        for (TrialResult result : sorted) {
            List<String> cells = new ArrayList<>(List.of(Integer.toString(result.trial())));
            for (String path : paths) cells.add(result.values().getOrDefault(path, ""));
            switch (result) {
                case TrialResult.Trained trained -> cells.addAll(List.of(
                        "done", trained.epoch() == 0 ? "" : Integer.toString(trained.epoch()), number(trained.accuracy()),
                        number(trained.loss()), number(trained.testAccuracy()), number(trained.testLoss()),
                        number(trained.seconds())));
                case TrialResult.Failed failed -> cells.addAll(List.of(failed.how(), "", "", "", "", "", ""));
            }
            line(cells, out);
        }
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    private static void line(List<String> cells, PrintWriter out) {
        out.println(cells.stream().map(SweepTable::quoted).collect(Collectors.joining(",")));
    }

    private static String quoted(String cell) {
        boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
