package org.cnnc.cli;

import java.util.List;
import org.cnnc.train.EpochResult;
import org.cnnc.train.TrainingListener;

/** A run as JSON for programs, a line an epoch. */
final class TrainingJson implements TrainingListener {
    private final Terminal terminal;
    private final List<Part> parts;

    /** @param parts what the run is among others */
    TrainingJson(Terminal terminal, List<Part> parts) {
        this.terminal = terminal;
        this.parts = parts;
    }

    @Override
    public void epochDone(EpochResult result) {
        StringBuilder line = new StringBuilder("{");
        for (Part part : parts) line.append('"').append(part.kind()).append("\":").append(part.number()).append(',');
        terminal.out().println(line.append(result.toJson().substring(1)));
    }

    @Override
    public void warning(String message) {
        terminal.err().println("warning: " + message);
    }
}
