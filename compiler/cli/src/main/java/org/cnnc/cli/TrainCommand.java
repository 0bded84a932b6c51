package org.cnnc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.shape.CheckedModel;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.runtime.VectorChoice;
import org.cnnc.train.DataException;
import org.cnnc.train.DivergenceException;
import org.cnnc.train.RunDirectory;
import org.cnnc.train.Split;
import org.cnnc.train.TrainingListener;
import org.cnnc.train.TrainingResult;
import org.cnnc.train.TrainingSettings;
import org.cnnc.train.data.Folds;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code cnnc train}. */
@Command(
        name = "train",
        description = "Trains a model as its train section says. The folder of the run gets weights.safetensors (the"
                + " best), last.ckpt, config.yaml and history.jsonl. Ctrl-C ends it; --resume goes on.",
        footer = {
            "",
            "Examples:",
            "  cnnc train models/lenet5.cnn",
            "  cnnc train models/lenet5.cnn --epochs 5 --set train.optimizer.lr=0.01 --seed 3",
            "  cnnc train models/lenet5.cnn --folds 5",
            "  cnnc train models/lenet5.cnn --resume --out runs/LeNet5-1"
        })
final class TrainCommand implements Callable<Integer> {
    private static final Path RUNS = Path.of("runs");

    @ParentCommand
    private Cnnc root;

    @Mixin
    private ModelArguments model;

    @Mixin
    private RunOptions run;

    @Mixin
    private OutputOptions output;

    @Option(names = "--out", paramLabel = "DIR", description = "The folder of the run; a new one in runs unless given.")
    private Path out;

    @Option(names = "--resume", description = "Goes on with the run in --out, or with the latest one in runs.")
    private boolean resume;

    @Mixin
    private DataOption data;

    @Option(names = "--epochs", paramLabel = "N", description = "Epochs in all, in place of the file's.")
    private Integer epochs;

    @Option(names = "--seed", paramLabel = "N", description = "What all randomness depends on, in place of the file's.")
    private Long seed;

    @Option(
            names = "--folds",
            paramLabel = "K",
            description = "Cross validation: the training samples are dealt into K folds, evenly by class; K networks are"
                    + " trained in DIR/fold-1, …, each on all folds but its own, on which it is validated.")
    private Integer folds;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text or json", defaultValue = "text")
    private TextFormat format;

    @Override
    public Integer call() throws IOException, DivergenceException {
        if (epochs != null && epochs < 1) throw Failure.usage("--epochs: expected 1 or more, found " + epochs);
        if (folds != null && folds < 2) throw Failure.usage("--folds: expected 2 or more, found " + folds);
        Terminal terminal = output.of(root);
        int threads = run.threads();
        VectorChoice vector = run.vector();
        ModelArguments.Loaded loaded = model.load(terminal, output.quiet(), settings());
        TypedGraph graph = loaded.model().graph();
        TrainingTask.section(graph);
        TrainingData source = TrainingData.of(graph, data.besides(loaded.file()), data.path());
        if (folds != null) {
            Folds dealt = source.folds(folds);
            return validated(terminal, TrainingTask.of(loaded, source, dealt.split(1), vector, threads), dealt);
        }
        TrainingTask task = TrainingTask.of(loaded, source, source.load(), vector, threads);
        Training training = training(task, terminal);
        String networks = training instanceof EnsembleTraining ensemble ? "networks: " + ensemble.count() + ", " : "";
        head(terminal, task, networks, training.folder());
        Interruption interruption = Interruption.calls(training::stop);
        try {
            return switch (training) {
                case TrainingRun single -> report(terminal, single.directory(), single.train());
                case EnsembleTraining ensemble -> report(terminal, ensemble, ensemble.train());
            };
        } finally {
            interruption.workEnded();
        }
    }

    /** What the options say, as settings of the train section. */
    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>(data.settings());
        if (epochs != null) settings.put("train.epochs", epochs.toString());
        if (seed != null) settings.put("train.seed", seed.toString());
        return settings;
    }

    private Training.Listeners listeners(Terminal terminal) {
        if (format == TextFormat.json) return part -> new TrainingJson(terminal, part.parts());
        return output.quiet() ? part -> new TrainingListener() {} : part -> new TrainingText(terminal, part.parts());
    }

    private Training training(TrainingTask task, Terminal terminal) throws IOException {
        Training.Listeners listeners = listeners(terminal);
        return inFolder(
                new RunFolders(RUNS, task.graph().name()), folder -> Training.begin(task, folder, listeners),
                folder -> Training.resume(task, folder, listeners));
    }

    private int validated(Terminal terminal, TrainingTask task, Folds dealt) throws IOException, DivergenceException {
        Training.Listeners listeners = listeners(terminal);
        CrossValidation validation = inFolder(
                new RunFolders(RUNS, task.graph().name() + "-folds"),
                folder -> CrossValidation.begin(task, dealt, folder, listeners),
                folder -> CrossValidation.resume(task, dealt, folder, listeners));
        head(terminal, task, "folds: " + validation.count() + ", ", validation.group().folder());
        Interruption interruption = Interruption.calls(validation::stop);
        try {
            return report(terminal, validation, validation.train());
        } finally {
            interruption.workEnded();
        }
    }

    /** Begins or goes on with what is kept in a folder. */
    @FunctionalInterface
    private interface Start<T> {
        T in(Path folder) throws IOException;
    }

    private <T> T inFolder(RunFolders folders, Start<T> begin, Start<T> goOn) throws IOException {
        if (resume) return goOn.in(out == null ? folders.latest() : out);
        if (out != null) return begin.in(out);
        Path fresh = folders.fresh();
        try {
            return begin.in(fresh);
        } catch (DataException misfit) {
            Files.delete(fresh);
            throw misfit;
        }
    }

    /** @param runs how many there are, where there are several */
    private void head(Terminal terminal, TrainingTask task, String runs, Path folder) {
        if (format != TextFormat.text || output.quiet()) return;
        CheckedModel model = task.model();
        Split split = task.split();
        TrainingSettings settings = task.settings();
        terminal.out().format(
                Locale.ROOT,
                "model    %s, %,d parameters, %,d multiply-adds a sample%n"
                        + "data     %s: %,d training, %,d validation, %,d test samples of %s%n"
                        + "kernels  %s%n"
                        + "run      %d epochs, batch %d, seed %d, threads: %d, %sin %s%n%s%n",
                model.graph().name(), model.totals().parameters(), model.totals().macs(),
                task.data().name(), split.train().size(), split.validation().size(), split.test().size(),
                Shape.of(split.train().shape()),
                task.vector().describe(),
                settings.epochs(), settings.batch(), settings.seed(), settings.threads(),
                runs, folder, SectionText.of(task.section()));
    }

    private int report(Terminal terminal, CrossValidation validation, CrossValidation.Result result) {
        if (result.stopped()) {
            terminal.err().println("cnnc: interrupted; folds done: " + result.folds().size() + " of "
                    + validation.count() + "; go on by --resume --out " + validation.group().folder());
            return ExitStatus.INTERRUPTED;
        }
        CrossValidationReport report = new CrossValidationReport(validation, result);
        switch (format) {
            case json -> Json.print(report.json(), terminal.out());
            case text -> report.text(terminal.out());
        }
        return ExitStatus.DONE;
    }

    private int report(Terminal terminal, EnsembleTraining training, EnsembleTraining.Result result) {
        if (result.stopped()) {
            terminal.err().println("cnnc: interrupted; networks done: " + result.members().size() + " of "
                    + training.count() + "; go on by --resume --out " + training.folder());
            return ExitStatus.INTERRUPTED;
        }
        EnsembleReport report = new EnsembleReport(training, result);
        switch (format) {
            case json -> Json.print(report.json(), terminal.out());
            case text -> report.text(terminal.out());
        }
        return ExitStatus.DONE;
    }

    private int report(Terminal terminal, RunDirectory directory, TrainingResult result) {
        if (result.stopped()) {
            terminal.err().println("cnnc: interrupted; epochs done: " + result.epochs() + ", kept in "
                    + directory.checkpoint() + "; go on by --resume --out " + directory.folder());
            return ExitStatus.INTERRUPTED;
        }
        switch (format) {
            case json -> terminal.out().println(result.toJson(directory.weights().toString()));
            case text -> terminal.out().format(
                    Locale.ROOT,
                    "%s%stest %s, by the weights of epoch %d%nin %s, weights in %s%n",
                    output.quiet() ? "" : System.lineSeparator(), early(result), MetricsOutput.line(result.test()),
                    result.bestEpoch(), Durations.text(result.seconds()), directory.weights());
        }
        return ExitStatus.DONE;
    }

    private static String early(TrainingResult result) {
        if (result.end() != TrainingResult.End.EARLY_STOP) return "";
        return String.format(
                Locale.ROOT, "stopped early after epoch %d: none was better than epoch %d%n", result.epochs(),
                result.bestEpoch());
    }
}
