package org.cnnc.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.cnnc.compiler.report.MarkdownTable;
import org.cnnc.compiler.report.SummaryTable;
import org.cnnc.compiler.report.TextTable;
import org.cnnc.compiler.shape.CheckedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code cnnc summary}. */
@Command(
        name = "summary",
        description = "Shows a model's layers, each with its output's shape, its parameters, multiply-adds (MACs),"
                + " receptive field and initialiser with the standard deviation; and the totals.",
        footer = {
            "",
            "Examples:",
            "  cnnc summary models/vgg16.cnn",
            "  cnnc summary models/lenet5.cnn --set classes=26 --format markdown"
        })
final class SummaryCommand implements Callable<Integer> {
    /** How a summary is written. */
    enum Format {
        text,
        json,
        markdown
    }

    @ParentCommand
    private Cnnc root;

    @Mixin
    private ModelArguments model;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text, json or markdown",
            defaultValue = "text")
    private Format format;

    @Override
    public Integer call() throws IOException {
        Terminal terminal = output.of(root);
        CheckedModel checked = model.load(terminal, output.quiet()).model();
        switch (format) {
            case text -> terminal.out().print(TextTable.render(SummaryTable.of(checked)));
            case markdown -> terminal.out().print(MarkdownTable.render(SummaryTable.of(checked)));
            case json -> Json.print(SummaryJson.of(checked), terminal.out());
        }
        terminal.out().flush();
        return ExitStatus.DONE;
    }
}
