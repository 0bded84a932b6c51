package org.cnnc.cli;

import org.cnnc.cli.sweep.Trial;
import org.cnnc.train.TrainingListener;

/** Follows the runs of one trial: by a bar, and by what is not right. */
final class TrialProgress implements TrainingListener {
    private final Terminal terminal;
    private final Trial trial;
    private final EpochBar bar;

    /** @param trials how many there are */
    TrialProgress(Terminal terminal, Trial trial, int trials) {
        this.terminal = terminal;
        this.trial = trial;
        bar = new EpochBar(terminal, "trial " + trial.number() + "/" + trials + " ");
    }

    @Override
    public void batchDone(Progress progress) {
        bar.show(progress);
    }

    @Override
    public void warning(String message) {
        ended();
        terminal.err().println("warning: trial " + trial.number() + ": " + message);
    }

    @Override
    public void ended() {
        bar.close();
    }
}
