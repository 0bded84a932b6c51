package org.cnnc.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cnnc.cli.sweep.SweepReader;
import org.cnnc.cli.sweep.Trial;
import org.cnnc.compiler.Checked;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Severity;
import org.cnnc.compiler.diagnostics.Suggestion;
import org.cnnc.compiler.diagnostics.TextRenderer;

/** Checks the models of all trials before the first is trained. */
final class SweepCheck {
    private static final int LISTED = 8;

    private final TrialModels models;
    private final TextRenderer renderer;
    private final Map<String, List<Trial>> errors = new LinkedHashMap<>();
    private final Map<String, List<Trial>> warnings = new LinkedHashMap<>();

    private SweepCheck(TrialModels models, Terminal terminal) {
        this.models = models;
        renderer = terminal.colours() ? TextRenderer.ansi() : TextRenderer.plain();
    }

    /**
     * Tells what is wrong, each fault once with the combinations that have it.
     *
     * @throws Failure if a model has an error, which then stands on the terminal's err
     */
    static void check(TrialModels models, List<Trial> trials, Terminal terminal, boolean quiet) {
        SweepCheck check = new SweepCheck(models, terminal);
        trials.forEach(check::check);
        if (!quiet) check.warnings.keySet().forEach(terminal.err()::println);
        check.errors.forEach((text, those) -> terminal.err().println(heading(those) + "\n" + text));
        if (check.errors.isEmpty()) return;
        long wrong = check.errors.values().stream().flatMap(List::stream).distinct().count();
        throw Failure.input(wrong + " of " + trials.size() + " trials cannot be trained; none was");
    }

    private void check(Trial trial) {
        Checked checked = models.check(trial);
        for (Diagnostic diagnostic : checked.diagnostics()) {
            boolean error = diagnostic.severity() == Severity.ERROR;
            String text = renderer.render(misspelt(diagnostic));
            (error ? errors : warnings).computeIfAbsent(text, key -> new ArrayList<>()).add(trial);
        }
        if (checked.hasErrors()) return;
        try {
            Compilation.trainingGraph(models.chosen(trial, checked).model().graph());
        } catch (Failure failure) {
            if (failure.status() == ExitStatus.USAGE) throw failure;
            errors.computeIfAbsent(failure.getMessage(), key -> new ArrayList<>()).add(trial);
        }
    }

    /** A name that sets nothing may have been meant for the sweep itself. */
    private static Diagnostic misspelt(Diagnostic diagnostic) {
        if (diagnostic.code() != Code.CNN2026) return diagnostic;
        return Suggestion.nearest(diagnostic.span().text(), SweepReader.OWN)
                .map(near -> diagnostic.note("of the sweep's own settings, the nearest is `" + near + "`"))
                .orElse(diagnostic);
    }

    private static String heading(List<Trial> trials) {
        if (trials.size() == 1) return "trial " + trials.getFirst().number() + " (" + trials.getFirst() + "):";
        String numbers = trials.stream().limit(LISTED).map(trial -> Integer.toString(trial.number()))
                .collect(Collectors.joining(", "));
        String more = trials.size() > LISTED ? " and " + (trials.size() - LISTED) + " more" : "";
        return "trials " + numbers + more + ", such as " + trials.getFirst().number() + " (" + trials.getFirst() + "):";
    }
}
