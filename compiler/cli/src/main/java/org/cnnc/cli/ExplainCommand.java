package org.cnnc.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.cnnc.runtime.VectorChoice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code cnnc explain}. */
@Command(
        name = "explain",
        description = "Explains a diagnostic at length, or shows what a model is at a stage of the compiler.",
        footer = {
            "",
            "Examples:",
            "  cnnc explain CNN2004",
            "  cnnc explain models/lenet5.cnn --stage typed",
            "  cnnc explain models/lenet5.cnn --stage schedule --layer C3"
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
            description = "ast, graph, typed, training, schedule or bytecode")
    private Stage stage;

    @Option(names = "--layer", paramLabel = "NAME", description = "Only this layer and what is below it.", defaultValue = "")
    private String layer;

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
            throw Failure.usage("--stage is missing: expected ast, graph, typed, training, schedule or bytecode; or a"
                    + " diagnostic's code in place of the file, such as CNN2004");
        }
        if (stage == Stage.ast && !layer.isEmpty()) {
            throw Failure.usage("--layer: the syntax tree has no layers' names yet; take --stage graph or a later one");
        }
        VectorChoice vector = run.vector();
        return new StageText(model.load(terminal, output.quiet()), vector.target(), layer).of(stage);
    }
}
