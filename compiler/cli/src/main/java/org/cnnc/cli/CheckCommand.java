package org.cnnc.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cnnc.compiler.Checked;
import org.cnnc.compiler.Frontend;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.diagnostics.Severity;
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
            "  cnnc check models/lenet5.cnn --set classes=100 --format json"
        })
final class CheckCommand implements Callable<Integer> {
    @ParentCommand
    private Cnnc root;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "A .cnn file, or a folder for all below it.")
    private List<String> files;

    @Mixin
    private ModelOptions options;

    @Mixin
    private OutputOptions output;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text or json", defaultValue = "text")
    private TextFormat format;

    @Override
    public Integer call() throws IOException {
        Overrides overrides = options.overrides();
        Map<Path, Checked> results = new LinkedHashMap<>();
        for (Path file : FileArguments.expand(files)) results.put(file, Frontend.check(file, overrides));
        List<Diagnostic> all = results.values().stream().flatMap(checked -> checked.diagnostics().stream()).toList();
        long errors = DiagnosticsOutput.count(all, Severity.ERROR);
        long warnings = DiagnosticsOutput.count(all, Severity.WARNING);
        Terminal terminal = output.of(root);
        switch (format) {
            case json -> Json.print(json(results, errors, warnings), terminal.out());
            case text -> {
                DiagnosticsOutput.print(all, terminal, output.quiet());
                if (!output.quiet()) terminal.out().println(summary(results.size(), errors, warnings));
            }
        }
        return errors == 0 ? ExitStatus.DONE : ExitStatus.INPUT;
    }

    private static String summary(int files, long errors, long warnings) {
        return counted(files, "file") + ": " + (errors == 0 && warnings == 0
                ? "nothing wrong"
                : counted(errors, "error") + ", " + counted(warnings, "warning"));
    }

    private static String counted(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    private static ObjectNode json(Map<Path, Checked> results, long errors, long warnings) {
        ObjectNode json = Json.object();
        ArrayNode list = json.putArray("files");
        results.forEach((file, checked) -> list.add(DiagnosticsOutput.json(file.toString(), checked.diagnostics())));
        json.put("errors", errors);
        json.put("warnings", warnings);
        return json;
    }
}
