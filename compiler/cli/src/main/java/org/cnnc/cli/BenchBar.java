package org.cnnc.cli;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar while a network is measured; only where there is a terminal. */
final class BenchBar implements AutoCloseable {
    private static final int UPDATE_MILLIS = 200;
    private static final int STEPS = 1000;

    /** Null where there is none. */
    private final ProgressBar bar;

    private BenchBar(ProgressBar bar) {
        this.bar = bar;
    }

    static BenchBar of(boolean quiet, Terminal terminal) {
        if (quiet || !terminal.interactive()) return new BenchBar(null);
        ProgressBar bar = new ProgressBarBuilder()
                .setTaskName("measuring")
                .setInitialMax(STEPS)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setConsumer(new ErrorStreamBar(terminal.err()))
                .build();
        bar.setExtraMessage(" warming up");
        return new BenchBar(bar);
    }

    /** @param share that is done, from 0 to 1 */
    void show(double share) {
        if (bar == null) return;
        bar.setExtraMessage("");
        bar.stepTo(Math.round(share * STEPS));
    }

    /** Takes the bar away; a second call does nothing. */
    @Override
    public void close() {
        if (bar != null) bar.close();
    }
}
