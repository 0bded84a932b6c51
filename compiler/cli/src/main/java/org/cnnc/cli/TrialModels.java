package org.cnnc.cli;

import java.nio.file.Path;
import org.cnnc.cli.sweep.Trial;
import org.cnnc.compiler.Checked;
import org.cnnc.compiler.Frontend;
import org.cnnc.compiler.graph.Overrides;

/**
 * The model of a file as each trial sets it.
 *
 * @param fixed what is the same in all trials
 */
record TrialModels(ModelArguments model, Path file, Overrides fixed) {
    private Overrides set(Trial trial) {
        return fixed.and(new Overrides(trial.settings()));
    }

    /** What is to be said of a trial's file. */
    Checked check(Trial trial) {
        return Frontend.check(file, set(trial));
    }

    /** The chosen model of a trial that has no errors. */
    ModelArguments.Loaded chosen(Trial trial, Checked checked) {
        return new ModelArguments.Loaded(model.choose(checked, file), file, set(trial));
    }

    /** The model of a trial that was found right before. */
    ModelArguments.Loaded load(Trial trial) {
        Checked checked = check(trial);
        if (checked.hasErrors()) throw Failure.input(file + ": was changed while the sweep ran");
        return chosen(trial, checked);
    }
}
