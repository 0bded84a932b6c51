package org.cnnc.cli;

import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.cnnc.train.TrainingListener;

/** A bar for the epoch at hand; only where there is a terminal. */
final class EpochBar {
    private static final int UPDATE_MILLIS = 200;

    private final Terminal terminal;
    private final String prefix;
    private ProgressBar bar;
    private int barEpoch;

    /** @param prefix stands before the epoch's number */
    EpochBar(Terminal terminal, String prefix) {
        this.terminal = terminal;
        this.prefix = prefix;
    }

    void show(TrainingListener.Progress progress) {
        if (!terminal.interactive()) return;
        if (bar == null || barEpoch != progress.epoch()) {
            close();
            barEpoch = progress.epoch();
            bar = new ProgressBarBuilder()
                    .setTaskName(prefix + "epoch " + progress.epoch() + "/" + progress.epochs())
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

    /** Takes the bar away. */
    void close() {
        if (bar == null) return;
        bar.close();
        bar = null;
    }
}
