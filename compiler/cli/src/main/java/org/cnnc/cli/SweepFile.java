package org.cnnc.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cnnc.cli.sweep.Dimension;
import org.cnnc.cli.sweep.SweepPlan;
import org.cnnc.cli.sweep.SweepReader;
import org.cnnc.cli.sweep.Trial;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.graph.OutsideValue;
import org.cnnc.compiler.source.SourceText;
import org.cnnc.compiler.source.Span;

/** The file of {@code cnnc sweep --params}, and what is kept of it in the sweep's folder. */
final class SweepFile {
    private SweepFile() {}

    /** @throws Failure after errors, said on the terminal's err */
    static SweepPlan plan(Path file, Terminal terminal) throws IOException {
        Diagnostics diagnostics = new Diagnostics();
        Span whole = new Span(new SourceText(file.toString(), ""), 0, 0);
        Optional<SweepPlan> plan = SweepReader.read(ParameterFile.read(file), whole, diagnostics);
        return plan.orElseThrow(() -> said(diagnostics, terminal));
    }

    /** @throws Failure after errors, said on the terminal's err */
    static List<Trial> trials(SweepPlan plan, Terminal terminal) {
        Diagnostics diagnostics = new Diagnostics();
        List<Trial> trials = plan.trials(diagnostics);
        if (diagnostics.hasErrors()) throw said(diagnostics, terminal);
        return trials;
    }

    private static Failure said(Diagnostics diagnostics, Terminal terminal) {
        DiagnosticsOutput.print(diagnostics.sorted(), terminal, false);
        return Failure.said();
    }

    /** What a sweep may not change when it goes on, but for the number of its trials. */
    static RunConfig config(String model, TrialModels models, SweepPlan plan) {
        ObjectNode tree = Json.object();
        tree.put("model", model);
        tree.put("file", models.file().toString());
        ObjectNode sweep = tree.putObject("sweep");
        sweep.put("search", plan.search().word());
        if (plan.count() > 0) {
            sweep.put("trials", plan.count());
            sweep.put("seed", plan.seed());
        }
        ObjectNode set = sweep.putObject("set");
        models.fixed().texts().forEach(set::put);
        ObjectNode parameters = sweep.putObject("parameters");
        for (Dimension dimension : plan.dimensions()) {
            switch (dimension) {
                case Dimension.Choices choices -> {
                    ArrayNode list = parameters.putArray(choices.path());
                    choices.values().stream().map(OutsideValue::text).forEach(list::add);
                }
                case Dimension.Range range -> parameters.put(range.path(), range.toString());
            }
        }
        return RunConfig.of(tree);
    }
}
