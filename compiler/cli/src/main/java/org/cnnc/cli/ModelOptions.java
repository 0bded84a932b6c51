package org.cnnc.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cnnc.compiler.diagnostics.Suggestion;
import org.cnnc.compiler.graph.Overrides;
import picocli.CommandLine.Option;

/** Which model of a file, and what is set from outside. */
final class ModelOptions {
    @Option(names = "--model", paramLabel = "NAME", description = "The model, where a file has several.")
    private String model;

    @Option(
            names = "--params",
            paramLabel = "FILE.yaml",
            description = "Values for --set as a YAML tree: {classes: 100, train: {optimizer: {lr: 0.01}}}.")
    private Path params;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Sets a parameter of the model (classes=100) or a setting of its train section"
                    + " (train.optimizer.lr=0.01); may be given many times, and counts more than --params.")
    private List<String> set = List.of();

    /**
     * Refuses a model that is none of these.
     *
     * @param where what should have it
     */
    void requireOneOf(List<String> names, String where) {
        if (model == null || names.contains(model)) return;
        throw Failure.usage(where + " has no model " + model + "; " + Suggestion.nearest(model, names)
                .map(near -> "did you mean " + near + "?")
                .orElse("it has " + String.join(", ", names)));
    }

    /** The model's name, if one was given. */
    Optional<String> model() {
        return Optional.ofNullable(model);
    }

    /** The file of {@code --params}, if one was given. */
    Optional<Path> params() {
        return Optional.ofNullable(params);
    }

    /** What {@code --params} and {@code --set} say; the latter counts more. */
    Overrides overrides() throws IOException {
        return params == null ? set() : new Overrides(ParameterFile.read(params)).and(set());
    }

    /** What {@code --set} says. */
    Overrides set() {
        List<Overrides.Setting> settings = new ArrayList<>();
        for (String setting : set) {
            int equals = setting.indexOf('=');
            if (equals < 1 || equals == setting.length() - 1) {
                throw Failure.usage("--set " + setting + ": expected PATH=VALUE, such as classes=100");
            }
            settings.add(Overrides.commandLine(setting.substring(0, equals).strip(), setting.substring(equals + 1).strip()));
        }
        return new Overrides(settings);
    }
}
