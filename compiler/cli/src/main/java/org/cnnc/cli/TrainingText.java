package org.cnnc.cli;

import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.cnnc.train.EpochResult;
import org.cnnc.train.Metrics;
import org.cnnc.train.TrainingListener;

/**
 * A run as a table for people, a line an epoch; on a terminal with a bar for the epoch at hand. A star marks the
 * best epoch so far, as the validation samples tell.
 */
final class TrainingText implements TrainingListener {
    private static final String HEAD = "%5s  %10s  %10s  %8s%s  %8s  %9s  %8s%n";
    private static final String ROW = "%5d  %10.6f  %10s  %8s%s  %8s  %,9.0f  %8.1f%s%n";

    private final Terminal terminal;
    private final List<Part> parts;
    private final EpochBar bar;
    private boolean begun;

    /** @param parts what the run is among others */
    TrainingText(Terminal terminal, List<Part> parts) {
        this.terminal = terminal;
        this.parts = parts;
        bar = new EpochBar(terminal, "");
    }

    @Override
    public void batchDone(Progress progress) {
        bar.show(progress);
    }

    @Override
    public void epochDone(EpochResult result) {
        ended();
        if (!begun) {
            if (!parts.isEmpty()) {
                terminal.out().println(parts.stream().map(Part::toString).collect(Collectors.joining(", "))
                        + ", seed " + parts.getLast().seed());
            }
            terminal.out().format(
                    Locale.ROOT, HEAD, "epoch", "train loss", "val loss", "val acc", columns(result, (k, share) -> "top-" + k), "lr", "images/s", "seconds");
            begun = true;
        }
        Metrics validation = result.validation();
        boolean validated = validation.samples() > 0;
        terminal.out().format(
                Locale.ROOT, ROW, result.epoch(), result.trainLoss(),
                validated ? String.format(Locale.ROOT, "%.6f", validation.loss()) : "-",
                percent(validation.accuracy()), columns(result, (k, share) -> percent(share)),
                String.format(Locale.ROOT, "%.4g", result.learningRate()), result.imagesPerSecond(), result.seconds(),
                result.best() && validated ? "  *" : "");
    }

    /** A column for each number of best classes that was asked for. */
    private static String columns(EpochResult result, BiFunction<Integer, Double, String> cell) {
        StringBuilder columns = new StringBuilder();
        result.validation().topK().forEach((k, share) ->
                columns.append(String.format(Locale.ROOT, "  %8s", cell.apply(k, share))));
        return columns.toString();
    }

    @Override
    public void warning(String message) {
        ended();
        terminal.err().println("warning: " + message);
    }

    /** {@code 98.93%}; a dash where there is no share. */
    static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.2f%%", 100 * share);
    }

    /** Takes the bar away. */
    @Override
    public void ended() {
        bar.close();
    }
}
