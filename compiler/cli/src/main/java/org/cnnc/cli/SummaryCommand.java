package org.cnnc.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.cnnc.compiler.report.Summary;
import org.cnnc.compiler.report.SummaryHtml;
import org.cnnc.compiler.report.SummaryMarkdown;
import org.cnnc.compiler.report.SummaryText;
import org.cnnc.compiler.report.drawing.Detail;
import org.cnnc.compiler.report.drawing.DrawingTooLarge;
import org.cnnc.compiler.report.drawing.GraphScene;
import org.cnnc.compiler.report.drawing.SvgDrawing;
import org.cnnc.compiler.report.outline.Outline;
import org.cnnc.compiler.shape.CheckedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code cnnc summary}. */
@Command(
        name = "summary",
        description = {
            "Shows a model's layers, each with its output's shape, its parameters, multiply-adds (MACs), receptive field"
                    + " and initialiser with the standard deviation; the totals; and the memory that inference and"
                    + " training take.",
            "",
            "A layer's name is the path of the scopes that hold it: layer1.0.main.conv1. --depth N sums up what lies"
                    + " deeper than N names in a row or a box of its scope, and shows scopes of the same make that follow"
                    + " each other as one, with their number.",
            "",
            "Text is as wide as the terminal, or COLUMNS: columns become shorter and the least needed are left out. In a"
                    + " pipe or a file, unless COLUMNS is set, it is as wide as it needs to be.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  cnnc summary models/vgg16.cnn",
            "  cnnc summary models/vgg16.cnn --depth 1",
            "  cnnc summary models/lenet5.cnn --set classes=26 --format markdown",
            "  cnnc summary models/vgg16.cnn --format svg -o vgg16.svg",
            "  cnnc summary models/vgg16.cnn --format html -o vgg16.html"
        })
final class SummaryCommand implements Callable<Integer> {
    /** How a summary is written. */
    enum Format {
        text,
        json,
        markdown,
        html,
        svg
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
            description = "text, json, markdown, html (one page that needs nothing else, with the graph) or svg (the graph"
                    + " with the shapes on its edges)",
            defaultValue = "text")
    private Format format;

    @Option(
            names = "--depth",
            paramLabel = "N",
            description = "How many names deep to look. Unless given: tables show every layer, graphs as many as stay"
                    + " readable. JSON always has every layer, and with --depth `rows` too.")
    private Integer depth;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Writes there, in place of what was there, and not to stdout.")
    private String target;

    @Override
    public Integer call() throws IOException {
        if (depth != null && depth < 1) throw Failure.usage("--depth " + depth + ": expected 1 or more");
        Optional<ResultFile> result = target == null ? Optional.empty() : Optional.of(ResultFile.of(target));
        Terminal terminal = output.of(root);
        CheckedModel checked = model.load(terminal, output.quiet()).model();
        String text;
        try {
            text = render(checked, terminal);
        } catch (DrawingTooLarge e) {
            throw Failure.input(checked.graph().name() + ": " + e.getMessage() + "; take a smaller --depth");
        }
        if (result.isEmpty()) {
            terminal.out().print(text);
            terminal.out().flush();
        } else {
            result.get().write(text);
            if (!output.quiet()) terminal.err().println("wrote " + target);
        }
        return ExitStatus.DONE;
    }

    private String render(CheckedModel checked, Terminal terminal) {
        OptionalInt rowDepth = depth == null ? OptionalInt.empty() : OptionalInt.of(depth);
        return switch (format) {
            case text -> SummaryText.render(Summary.of(checked, rowDepth), target == null ? terminal.columns() : Terminal.UNLIMITED);
            case markdown -> SummaryMarkdown.render(Summary.of(checked, rowDepth));
            case html -> SummaryHtml.render(Summary.of(checked, rowDepth), graphDepth(checked));
            case svg -> SvgDrawing.file(GraphScene.of(checked, graphDepth(checked)));
            case json -> Json.text(
                    depth == null
                            ? SummaryJson.of(Summary.of(checked, rowDepth))
                            : SummaryJson.withRows(Summary.of(checked, rowDepth)))
                    + "\n";
        };
    }

    private int graphDepth(CheckedModel checked) {
        return depth == null ? Detail.automatic(checked.graph(), Outline.of(checked)) : depth;
    }
}
