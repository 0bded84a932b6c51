package org.cnnc.cli;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.cnnc.compiler.shape.CheckedModel;
import org.cnnc.compiler.signal.Signals;
import org.cnnc.runtime.VectorChoice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code cnnc explain}. */
@Command(
        name = "explain",
        description = {
            "Explains a diagnostic at length, or shows what a model is at a stage of the compiler.",
            "",
            "--stage init shows what training starts from: one step of it with fresh weights, standard normal inputs and"
                    + " random classes, and in it how strong each layer's result and gradient are; whether they vanish or"
                    + " explode, and what helps.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  cnnc explain CNN2004",
            "  cnnc explain models/lenet5.cnn --stage typed",
            "  cnnc explain models/lenet5.cnn --stage schedule --layer C3",
            "  cnnc explain models/lenet5.cnn --stage init"
        })
final class ExplainCommand implements Callable<Integer> {
    private static final String CODE = "(?i)cnn\\d+";

    @ParentCommand
    private Cnnc root;

    @Mixin
    private ModelArguments model;

    @Mixin
    private RunOptions run;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--stage",
            paramLabel = "STAGE",
            description = "ast, graph, typed, training, schedule, bytecode or init")
    private Stage stage;

    @Option(names = "--layer", paramLabel = "NAME", description = "Only this layer and what is below it.", defaultValue = "")
    private String layer;

    @Option(names = "--seed", paramLabel = "N", description = "What the weights of --stage init are drawn by, in place of the file's.")
    private Long seed;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text, or for --stage init json",
            defaultValue = "text")
    private TextFormat format;

    @Override
    public Integer call() throws IOException {
        Terminal terminal = output.of(root);
        if (model.file().matches(CODE)) {
            terminal.out().print(Explanation.of(model.file()).render());
        } else {
            terminal.out().print(stageText(terminal));
        }
        terminal.out().flush();
        return ExitStatus.DONE;
    }

    private String stageText(Terminal terminal) throws IOException {
        if (stage == null) {
            throw Failure.usage("--stage is missing: expected ast, graph, typed, training, schedule, bytecode or"
                    + " init; or a diagnostic's code in place of the file, such as CNN2004");
        }
        if (stage == Stage.ast && !layer.isEmpty()) {
            throw Failure.usage("--layer: the syntax tree has no layers' names yet; take --stage graph or a later one");
        }
        if (stage != Stage.init && format == TextFormat.json) throw Failure.usage("--format json: only --stage init has it");
        if (stage != Stage.init && seed != null) throw Failure.usage("--seed: only --stage init draws weights");
        VectorChoice vector = run.vector();
        ModelArguments.Loaded loaded = model.load(terminal, output.quiet());
        Supplier<Signals> signals = () -> signals(loaded.model(), terminal);
        StageText text = new StageText(loaded, vector.target(), layer, signals, terminal.columns());
        return switch (format) {
            case text -> text.of(stage);
            case json -> Json.text(SignalJson.of(signals.get(), layer)) + "\n";
        };
    }

    private Signals signals(CheckedModel checked, Terminal terminal) {
        InitialSignals initial = InitialSignals.of(checked, seed == null ? OptionalLong.empty() : OptionalLong.of(seed));
        if (initial.takesLong() && !output.quiet()) {
            terminal.err().println("measuring by the reference evaluation, which is slow: this may take a minute or more");
            terminal.err().flush();
        }
        return initial.measure();
    }
}
