package org.cnnc.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.cnnc.train.EpochResult;
import org.cnnc.train.Metrics;
import org.cnnc.train.TrainingListener;

/**
 * A run as a table for people, a line an epoch; on a terminal with a bar for the epoch at hand. A star marks the
 * best epoch so far, as the validation samples tell.
 */
final class TrainingText implements TrainingListener {
    private static final String HEAD = "%5s  %10s  %10s  %8s  %8s  %9s  %8s%n";
    private static final String ROW = "%5d  %10.6f  %10s  %8s  %8s  %,9.0f  %8.1f%s%n";
    private static final int UPDATE_MILLIS = 200;

    private final Terminal terminal;
    private final List<Part> parts;
    private ProgressBar bar;
    private int barEpoch;
    private boolean begun;

    /** @param parts what the run is among others */
    TrainingText(Terminal terminal, List<Part> parts) {
        this.terminal = terminal;
        this.parts = parts;
    }

    @Override
    public void batchDone(Progress progress) {
        if (!terminal.interactive()) return;
        if (bar == null || barEpoch != progress.epoch()) {
            ended();
            barEpoch = progress.epoch();
            bar = new ProgressBarBuilder()
                    .setTaskName("epoch " + progress.epoch() + "/" + progress.epochs())
                    .setInitialMax(progress.batches())
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(UPDATE_MILLIS)
                    .hideEta()
                    .setConsumer(new ErrorStreamBar(terminal.err()))
                    .build();
        }
        bar.setExtraMessage(String.format(
                Locale.ROOT, " %,.0f images/s, %s left", progress.imagesPerSecond(),
                Durations.text(progress.secondsLeft())));
        bar.stepTo(progress.batch());
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
                    Locale.ROOT, HEAD, "epoch", "train loss", "val loss", "val acc", "lr", "images/s", "seconds");
            begun = true;
        }
        Metrics validation = result.validation();
        boolean validated = validation.samples() > 0;
        terminal.out().format(
                Locale.ROOT, ROW, result.epoch(), result.trainLoss(),
                validated ? String.format(Locale.ROOT, "%.6f", validation.loss()) : "-",
                validated ? percent(validation.accuracy()) : "-",
                String.format(Locale.ROOT, "%.4g", result.learningRate()), result.imagesPerSecond(), result.seconds(),
                result.best() && validated ? "  *" : "");
    }

    @Override
    public void warning(String message) {
        ended();
        terminal.err().println("warning: " + message);
    }

    /** {@code 98.93%}. */
    static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f%%", 100 * share);
    }

    /** Takes the bar away. */
    @Override
    public void ended() {
        if (bar == null) return;
        bar.close();
        bar = null;
    }
}
