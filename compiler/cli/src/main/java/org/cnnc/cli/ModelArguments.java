package org.cnnc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cnnc.compiler.Checked;
import org.cnnc.compiler.Frontend;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.shape.CheckedModel;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The FILE argument of commands that work on one model, and what belongs to it. */
final class ModelArguments {
    @Parameters(index = "0", paramLabel = "FILE", description = "A .cnn file, or a folder with one model below it.")
    private String file;

    @Mixin
    private ModelOptions options;

    /** The argument as given. */
    String file() {
        return file;
    }

    /** What {@code --set} says. */
    Overrides set() {
        return options.set();
    }

    /**
     * The file of {@code --params}.
     *
     * @throws Failure if none was given
     */
    Path requiredParams() {
        return options.params().orElseThrow(() -> Failure.usage(
                "--params FILE.yaml is missing: it says what is to be tried, such as `classes: [10, 100]`"));
    }

    /** A checked model, the file it is from and what was set from outside. */
    record Loaded(CheckedModel model, Path file, Overrides set) {}

    /**
     * Checks the file; warnings go to {@code terminal}'s err.
     *
     * @throws Failure if it has errors, which then stand on err
     */
    Loaded load(Terminal terminal, boolean quiet) throws IOException {
        return load(terminal, quiet, Map.of());
    }

    /** @param more settings that options of the command stand for; they count more than {@code --set} */
    Loaded load(Terminal terminal, boolean quiet, Map<String, String> more) throws IOException {
        Overrides set = options.overrides().and(Overrides.of(more));
        Path path = path();
        return new Loaded(only(path, set, terminal, quiet), path, set);
    }

    /** The one file that the argument stands for. */
    Path path() throws IOException {
        List<Path> files = FileArguments.expand(List.of(file));
        if (files.size() == 1) return files.getFirst();
        throw Failure.usage(file + " holds " + files.size() + " .cnn files (" + files.getFirst() + ", …); name one");
    }

    private CheckedModel only(Path path, Overrides set, Terminal terminal, boolean quiet) {
        Checked checked = Frontend.check(path, set);
        DiagnosticsOutput.print(checked.diagnostics(), terminal, quiet);
        if (checked.hasErrors()) throw Failure.said();
        return choose(checked, path);
    }

    /** The model of a file without errors that is meant. */
    CheckedModel choose(Checked checked, Path path) {
        List<String> names = checked.models().stream().map(model -> model.graph().name()).toList();
        if (names.isEmpty()) throw Failure.input(path + ": expected a model, found blocks only");
        Optional<String> wanted = options.model();
        if (wanted.isEmpty() && names.size() > 1) {
            throw Failure.usage(path + " has several models: " + String.join(", ", names) + "; choose by --model");
        }
        options.requireOneOf(names, path.toString());
        return checked.models().stream()
                .filter(model -> wanted.isEmpty() || model.graph().name().equals(wanted.get()))
                .findFirst()
                .orElseThrow();
    }
}
