package org.cnnc.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.cnnc.cli.sweep.Dimension;
import org.cnnc.cli.sweep.Ranking;
import org.cnnc.cli.sweep.SweepLog;
import org.cnnc.cli.sweep.SweepPlan;
import org.cnnc.cli.sweep.SweepTable;
import org.cnnc.cli.sweep.Trial;
import org.cnnc.cli.sweep.TrialResult;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.runtime.VectorChoice;
import org.cnnc.train.TrainingListener;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code cnnc sweep}. */
@Command(
        name = "sweep",
        description = {
            "Trains a model with several values of its parameters and settings, and ranks the trials by what their best"
                    + " weights achieve on the validation samples.",
            "",
            "The file of --params is a tree of names as `cnnc train --params` takes it, in which a list holds the values"
                    + " to try. All combinations are trained unless it says `search: random`.",
            "",
            "  search: random            # or grid, which is usual and takes lists only",
            "  trials: 20                # of a random search",
            "  seed: 1                   # of the draws",
            "  by: accuracy              # or loss, as --by",
            "  width: [8, 16, 32]        # a list: one of these",
            "  train:",
            "    epochs: 5               # a single value: the same in every trial",
            "    batch: {min: 16, max: 128, round: 16}",
            "    optimizer:",
            "      lr: {min: 0.001, max: 1, scale: log}   # a range: for a random search",
            "",
            "`round` draws multiples of its value, so that `round: 1` draws whole numbers. A list that is one value stands"
                    + " in a list of its own: `kernel: [[3, 3], [5, 5]]`.",
            "",
            "The folder gets trial-1, trial-2, …, a run each as `cnnc train` writes it, and sweep.jsonl, a line a trial."
                    + " All models are checked before the first is trained. Ctrl-C ends it; --resume goes on."
        },
        footer = {
            "",
            "Examples:",
            "  cnnc sweep models/lenet5.cnn --params sweep.yaml",
            "  cnnc sweep models/lenet5.cnn --params sweep.yaml --epochs 2 --by loss --format csv",
            "  cnnc sweep models/lenet5.cnn --params sweep.yaml --resume --out runs/LeNet5-sweep-1"
        })
final class SweepCommand implements Callable<Integer> {
    private static final Path RUNS = Path.of("runs");

    @ParentCommand
    private Cnnc root;

    @Mixin
    private ModelArguments model;

    @Mixin
    private RunOptions run;

    @Mixin
    private OutputOptions output;

    @Option(names = "--out", paramLabel = "DIR", description = "The folder of the sweep; a new one in runs unless given.")
    private Path out;

    @Option(names = "--resume", description = "Goes on with the sweep in --out, or with the latest one in runs.")
    private boolean resume;

    @Option(
            names = "--by",
            paramLabel = "WHAT",
            description = "accuracy or loss, of the validation samples; accuracy unless given, and loss where there is none.")
    private Ranking by;

    @Mixin
    private DataOption data;

    @Option(names = "--epochs", paramLabel = "N", description = "Epochs of each trial, in place of the file's.")
    private Integer epochs;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "What all randomness of each trial depends on, in place of the file's.")
    private Long seed;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text, json or csv", defaultValue = "text")
    private SweepFormat format;

    @Override
    public Integer call() throws IOException {
        Terminal terminal = output.of(root);
        int threads = run.threads();
        VectorChoice vector = run.vector();
        SweepPlan plan = SweepFile.plan(model.requiredParams(), terminal);
        List<Trial> trials = SweepFile.trials(plan, terminal);
        Overrides set = set(plan);
        TrialModels models = new TrialModels(model, model.path(), new Overrides(plan.fixed()).and(set));
        SweepCheck.check(models, trials, terminal, output.quiet());
        String name = models.load(trials.getFirst()).model().graph().name();
        RunConfig config = SweepFile.config(name, models, plan);

        SweepRuns runs = new SweepRuns(models, data, vector, threads);
        runs.requireValidation(trials.getFirst(), terminal);
        RunGroup group = resume ? resumed(name, config) : begun(name, config);
        config.write(group.folder());
        SweepLog log = SweepLog.in(group.folder(), trials);
        for (TrialResult ended : log.results()) {
            if (ended.trial() > trials.size()) {
                throw Failure.input(log.file() + " has trial " + ended.trial() + ", and there are " + trials.size()
                        + " now; resume with as many as there were");
            }
            Path folder = group.part(ended.trial());
            if (Files.isDirectory(folder)) runs.requireSame(trials.get(ended.trial() - 1), folder);
        }
        SweepTable table = new SweepTable(plan.dimensions().stream().map(Dimension::path).toList(), trials);
        Interruption interruption = Interruption.calls(runs::stop);
        try {
            head(terminal, name, trials, log, group, table);
            boolean done = runs.train(trials, group, log, listeners(terminal, trials.size()), result -> tell(result, terminal, table));
            return done ? report(terminal, plan, log, group, table) : interrupted(terminal, trials, log, group);
        } finally {
            interruption.workEnded();
        }
    }

    /** What the command line says; it may not say anything of what varies. */
    private Overrides set(SweepPlan plan) {
        Map<String, String> more = new LinkedHashMap<>(data.settings());
        if (epochs != null) more.put("train.epochs", epochs.toString());
        if (seed != null) more.put("train.seed", seed.toString());
        Overrides set = model.set().and(Overrides.of(more));
        for (Dimension dimension : plan.dimensions()) {
            if (set.texts().containsKey(dimension.path())) {
                throw Failure.usage("`" + dimension.path() + "` is given on the command line and varies in "
                        + model.requiredParams() + "; leave one out");
            }
        }
        return set;
    }

    private RunGroup begun(String name, RunConfig config) throws IOException {
        Path folder = out == null ? new RunFolders(RUNS, name + "-sweep").fresh() : out;
        if (Files.exists(folder.resolve("sweep.jsonl"))) {
            throw Failure.usage(folder + " holds a sweep already; give another --out, or go on with it by --resume");
        }
        return RunGroup.create(folder, RunGroup.TRIAL);
    }

    private RunGroup resumed(String name, RunConfig config) throws IOException {
        Path folder = out == null ? new RunFolders(RUNS, name + "-sweep").latest() : out;
        config.requireSame(folder);
        return new RunGroup(folder, RunGroup.TRIAL);
    }

    private Function<Trial, Training.Listeners> listeners(Terminal terminal, int trials) {
        if (output.quiet()) return trial -> task -> new TrainingListener() {};
        return trial -> task -> new TrialProgress(terminal, trial, trials);
    }

    /** Where trials are told of as they end: with a table alone on stdout, on stderr. */
    private PrintWriter progress(Terminal terminal) {
        return format == SweepFormat.csv ? terminal.err() : terminal.out();
    }

    private void head(
            Terminal terminal, String name, List<Trial> trials, SweepLog log, RunGroup group, SweepTable table) {
        if (output.quiet() || format == SweepFormat.json) return;
        PrintWriter to = progress(terminal);
        int ended = log.results().size();
        to.println("sweep    " + name + ", " + trials.size() + " trials in " + group.folder()
                + (ended > 0 ? ", done before: " + ended : ""));
        to.println();
        to.println(table.head());
    }

    private void tell(TrialResult result, Terminal terminal, SweepTable table) {
        switch (format) {
            case json -> Json.print(SweepLog.json(result), terminal.out());
            case text, csv -> {
                if (!output.quiet()) progress(terminal).println(table.row(result));
            }
        }
    }

    private int interrupted(Terminal terminal, List<Trial> trials, SweepLog log, RunGroup group) {
        terminal.err().println("cnnc: interrupted; trials done: " + log.results().size() + " of " + trials.size()
                + ", kept in " + log.file() + "; go on by --resume --out " + group.folder());
        return ExitStatus.INTERRUPTED;
    }

    private int report(Terminal terminal, SweepPlan plan, SweepLog log, RunGroup group, SweepTable table) {
        Ranking ranking = Optional.ofNullable(by).or(plan::by).orElseGet(() -> Ranking.usual(log.results()));
        List<TrialResult> sorted = ranking.sorted(log.results());
        Optional<TrialResult.Trained> best = sorted.getFirst() instanceof TrialResult.Trained trained
                ? Optional.of(trained)
                : Optional.empty();
        switch (format) {
            case json -> Json.print(json(ranking, sorted, best, group), terminal.out());
            case csv -> table.csv(sorted, terminal.out());
            case text -> text(ranking, sorted, best, group, table, terminal.out());
        }
        if (best.isEmpty()) throw Failure.input("no trial came to its end; see " + log.file());
        return ExitStatus.DONE;
    }

    private static ObjectNode json(
            Ranking ranking, List<TrialResult> sorted, Optional<TrialResult.Trained> best, RunGroup group) {
        ObjectNode json = Json.object();
        json.put("done", true);
        json.put("by", ranking.name().toLowerCase(Locale.ROOT));
        ArrayNode order = json.putArray("ranking");
        sorted.forEach(result -> order.add(result.trial()));
        best.ifPresent(trained -> {
            json.set("best", SweepLog.json(trained));
            json.put("folder", group.part(trained.trial()).toString());
        });
        return json;
    }

    private void text(
            Ranking ranking, List<TrialResult> sorted, Optional<TrialResult.Trained> best, RunGroup group,
            SweepTable table, PrintWriter to) {
        if (!output.quiet()) to.println();
        to.println("the best first, by the " + ranking.name().toLowerCase(Locale.ROOT) + " on the validation samples");
        to.println(table.head());
        sorted.forEach(result -> to.println(table.row(result)));
        best.ifPresent(trained -> {
            List<String> achieved = new ArrayList<>();
            if (!Double.isNaN(trained.testAccuracy())) {
                achieved.add("test accuracy " + TrainingText.percent(trained.testAccuracy()));
            }
            achieved.add(String.format(Locale.ROOT, "test loss %.6f", trained.testLoss()));
            to.println();
            to.println("best: trial " + trained.trial() + ", " + String.join(", ", achieved) + ", in "
                    + group.part(trained.trial()));
        });
    }
}
