package org.cnnc.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cnnc.cli.check.CheckJson;
import org.cnnc.cli.check.CheckReport;
import org.cnnc.cli.check.CheckText;
import org.cnnc.cli.check.CheckedFile;
import org.cnnc.cli.check.GitHubAnnotations;
import org.cnnc.cli.check.JUnitXml;
import org.cnnc.cli.check.Markdown;
import org.cnnc.cli.check.Sarif;
import org.cnnc.compiler.Frontend;
import org.cnnc.compiler.Locking;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.graph.Overrides;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code cnnc check}. */
@Command(
        name = "check",
        description = "Parses and checks files and tells all that is wrong with them.",
        footer = {
            "",
            "Examples:",
            "  cnnc check models",
            "  cnnc check models --locked",
            "  cnnc check models --locked --format sarif --output cnnc.sarif",
            "  cnnc check models/lenet5.cnn --set classes=100 --format json"
        })
final class CheckCommand implements Callable<Integer> {
    /** How the result is written. */
    enum Format {
        text,
        json,
        sarif,
        junit,
        github,
        markdown
    }

    @ParentCommand
    private Cnnc root;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "A .cnn file, or a folder for all below it.")
    private List<String> files;

    @Mixin
    private ModelOptions options;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--locked",
            description = "Also compares with the lock files that `cnnc lock` wrote; the settings that they were made"
                    + " with hold here too.")
    private boolean locked;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text, json, sarif (SARIF 2.1.0), junit (JUnit XML), github (annotations of a workflow) or"
                    + " markdown (a job's summary)",
            defaultValue = "text")
    private Format format;

    @Option(names = {"-o", "--output"}, paramLabel = "FILE", description = "Writes the result there instead of to stdout.")
    private String target;

    @Override
    public Integer call() throws IOException {
        Optional<ResultFile> result = target == null ? Optional.empty() : Optional.of(ResultFile.of(target));
        Overrides overrides = options.overrides();
        List<CheckedFile> checked = new ArrayList<>();
        for (Path file : FileArguments.expand(files)) {
            checked.add(locked
                    ? CheckedFile.of(file, Locking.check(file, overrides))
                    : CheckedFile.of(file, Frontend.check(file, overrides)));
        }
        CheckReport report = new CheckReport(checked);
        if (report.errors() == 0) options.requireOneOf(names(checked), String.join(", ", files));
        Terminal terminal = output.of(root);
        if (format == Format.text) DiagnosticsOutput.print(report.diagnostics(), terminal, output.quiet());
        String text = render(report);
        if (result.isEmpty()) {
            print(text, terminal.out());
        } else {
            result.get().write(text);
        }
        return report.errors() == 0 ? ExitStatus.DONE : ExitStatus.INPUT;
    }

    private static List<String> names(List<CheckedFile> checked) {
        return checked.stream()
                .flatMap(file -> file.checked().models().stream())
                .map(model -> model.graph().name())
                .toList();
    }

    private String render(CheckReport report) throws IOException {
        Path here = Path.of("").toAbsolutePath();
        return switch (format) {
            case text -> output.quiet() ? CheckText.differences(report) : CheckText.render(report);
            case json -> CheckJson.render(report);
            case sarif -> Sarif.render(report, here, new Version().number(), CheckCommand::explanation);
            case junit -> JUnitXml.render(report);
            case github -> GitHubAnnotations.render(report, here);
            case markdown -> Markdown.render(report, here);
        };
    }

    private static String explanation(Code code) {
        try {
            return Explanation.of(code).text();
        } catch (IOException e) {
            throw new IllegalStateException("the explanations cannot be read", e);
        }
    }

    private static void print(String text, PrintWriter out) {
        out.print(text);
        out.flush();
    }
}
