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

    @Option(names = "--format", paramLabel = "FORMAT", description = "text or json", defaultValue = "text")
    private TextFormat format;

    @Override
    public Integer call() throws IOException, DivergenceException {
        if (epochs != null && epochs < 1) throw Failure.usage("--epochs: expected 1 or more, found " + epochs);
        Terminal terminal = output.of(root);
        int threads = run.threads();
        VectorChoice vector = run.vector();
        ModelArguments.Loaded loaded = model.load(terminal, output.quiet(), settings());
        TypedGraph graph = loaded.model().graph();
        TrainingTask.section(graph);
        TrainingData source = TrainingData.of(graph, data.besides(loaded.file()), data.path());
        TrainingTask task = TrainingTask.of(loaded, source, source.load(), vector, threads);
        Training training = training(task, listeners(terminal));
        if (format == TextFormat.text && !output.quiet()) head(terminal, task, training);
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

    private Training training(TrainingTask task, Training.Listeners listeners) throws IOException {
        RunFolders folders = new RunFolders(RUNS, task.graph().name());
        if (resume) return Training.resume(task, out == null ? folders.latest() : out, listeners);
        if (out != null) return Training.begin(task, out, listeners);
        Path fresh = folders.fresh();
        try {
            return Training.begin(task, fresh, listeners);
        } catch (DataException misfit) {
            Files.delete(fresh);
            throw misfit;
        }
    }

    private static void head(Terminal terminal, TrainingTask task, Training training) {
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
                training instanceof EnsembleTraining ensemble ? "networks: " + ensemble.count() + ", " : "",
                training.folder(), SectionText.of(task.section()));
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
                    "%s%stest accuracy %s, loss %.6f, by the weights of epoch %d%nin %s, weights in %s%n",
                    output.quiet() ? "" : System.lineSeparator(), early(result), TrainingText.percent(result.test().accuracy()),
                    result.test().loss(), result.bestEpoch(), Durations.text(result.seconds()), directory.weights());
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
