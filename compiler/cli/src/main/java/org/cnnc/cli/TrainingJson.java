package org.cnnc.cli;

import org.cnnc.train.EpochResult;
import org.cnnc.train.TrainingListener;

/** A run as JSON for programs, a line an epoch. */
final class TrainingJson implements TrainingListener {
    private final Terminal terminal;

    TrainingJson(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void epochDone(EpochResult result) {
        terminal.out().println(result.toJson());
    }

    @Override
    public void warning(String message) {
        terminal.err().println("warning: " + message);
    }
}
