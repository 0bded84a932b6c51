package org.cnnc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cnnc.compiler.graph.TrainSpec;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.shape.CheckedModel;
import org.cnnc.compiler.tensor.Shape;
import org.cnnc.runtime.Network;
import org.cnnc.runtime.VectorChoice;
import org.cnnc.train.DataException;
import org.cnnc.train.DivergenceException;
import org.cnnc.train.RunDirectory;
import org.cnnc.train.Split;
import org.cnnc.train.TrainingListener;
import org.cnnc.train.TrainingLoop;
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

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "A folder with four IDX files named as MNIST's are, in place of the file's data.")
    private Path data;

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
        TrainSpec training = graph.training().orElseThrow(() -> Failure.input("model " + graph.name()
                + " has no train section; add one, such as `train " + graph.name()
                + " { data mnist; loss cross_entropy; optimizer sgd(lr = 0.1) }`"));
        TrainingData source = TrainingData.of(graph, loaded.file(), Optional.ofNullable(data));
        Split split = source.load();
        Network network = Compilation.forThisJvm(graph, vector.target()).initialize(training.seed());
        RunConfig config = RunConfig.of(
                graph, loaded.file(), loaded.set().texts(), source, split.normalization(), vector.target().bits());

        TrainingSettings settings =
                new TrainingSettings(training.epochs(), training.batch(), training.seed(), threads, Map.of());
        TrainingListener listener = listener(terminal);
        boolean makesFolder = !resume && (out == null || !Files.exists(out));
        RunDirectory directory = directory(graph, config, listener);
        TrainingLoop loop;
        try {
            loop = new TrainingLoop(
                    network, split, ModelLoss.of(graph), settings, listener, Optional.of(directory));
        } catch (DataException misfit) {
            if (makesFolder) Files.delete(directory.folder());
            throw misfit;
        }
        config.write(directory.folder());
        if (format == TextFormat.text && !output.quiet()) {
            head(terminal, loaded.model(), source, split, vector, settings, directory);
        }
        Interruption interruption = Interruption.calls(loop::stop);
        try {
            return report(terminal, directory, loop.run());
        } finally {
            interruption.workEnded();
        }
    }

    /** What the options say, as settings of the train section. */
    private Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        if (epochs != null) settings.put("train.epochs", epochs.toString());
        if (seed != null) settings.put("train.seed", seed.toString());
        return settings;
    }

    private TrainingListener listener(Terminal terminal) {
        if (format == TextFormat.json) return new TrainingJson(terminal);
        return output.quiet() ? new TrainingListener() {} : new TrainingText(terminal);
    }

    private RunDirectory directory(TypedGraph graph, RunConfig config, TrainingListener listener) throws IOException {
        RunFolders folders = new RunFolders(RUNS, graph.name());
        if (!resume) return RunDirectory.create(out == null ? folders.fresh() : out);
        RunDirectory directory = RunDirectory.resume(out == null ? folders.latest() : out);
        String difference = config.requireSame(directory.folder());
        if (!difference.isEmpty()) listener.warning(difference);
        return directory;
    }

    private static void head(
            Terminal terminal, CheckedModel model, TrainingData source, Split split, VectorChoice vector,
            TrainingSettings settings, RunDirectory directory) {
        terminal.out().format(
                Locale.ROOT,
                "model    %s, %,d parameters, %,d multiply-adds a sample%n"
                        + "data     %s: %,d training, %,d validation, %,d test samples of %s%n"
                        + "kernels  %s%n"
                        + "run      %d epochs, batch %d, seed %d, threads: %d, in %s%n%n",
                model.graph().name(), model.totals().parameters(), model.totals().macs(),
                source.name(), split.train().size(), split.validation().size(), split.test().size(),
                Shape.of(split.train().shape()),
                vector.describe(),
                settings.epochs(), settings.batch(), settings.seed(), settings.threads(), directory.folder());
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
                    "%stest accuracy %s, loss %.6f, by the weights of epoch %d%nin %s, weights in %s%n",
                    output.quiet() ? "" : System.lineSeparator(), TrainingText.percent(result.test().accuracy()),
                    result.test().loss(), result.bestEpoch(), Durations.text(result.seconds()), directory.weights());
        }
        return ExitStatus.DONE;
    }
}
