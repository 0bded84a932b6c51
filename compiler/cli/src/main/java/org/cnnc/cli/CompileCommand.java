package org.cnnc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import javax.lang.model.SourceVersion;
import org.cnnc.compiler.link.CompiledModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code cnnc compile}. */
@Command(
        name = "compile",
        description = "Writes the model as class files. They need the jar cnnc-runtime, and Java 17 or newer.",
        footer = {
            "",
            "Examples:",
            "  cnnc compile models/lenet5.cnn -o classes --package org.example",
            "  cnnc compile models/lenet5.cnn -o lenet5.jar --class Digits"
        })
final class CompileCommand implements Callable<Integer> {
    @ParentCommand
    private Cnnc root;

    @Mixin
    private ModelArguments model;

    @Mixin
    private OutputOptions output;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR|X.jar",
            required = true,
            description = "Where the classes go: a folder, or a jar where the name ends in .jar.")
    private Path target;

    @Option(names = "--package", paramLabel = "NAME", description = "The classes' package; none unless given.")
    private String packageName;

    @Option(names = "--class", paramLabel = "NAME", description = "The network's class; the model's name unless given.")
    private String simpleName;

    @Override
    public Integer call() throws IOException {
        Terminal terminal = output.of(root);
        requireName("--package", packageName, true);
        requireName("--class", simpleName, false);
        ModelArguments.Loaded loaded = model.load(terminal, output.quiet());
        String name = simpleName == null ? loaded.model().graph().name() : simpleName;
        CompiledModel compiled =
                Compilation.forAllTargets(loaded.model().graph(), packageName == null ? name : packageName + "." + name);
        Path folder = target.toAbsolutePath().getParent();
        if (folder != null) Files.createDirectories(folder);
        compiled.writeTo(target);
        if (!output.quiet()) {
            long bytes = compiled.classes().values().stream().mapToLong(file -> file.length).sum();
            terminal.out().println(compiled.className() + ": " + compiled.classes().size() + " classes, "
                    + (bytes + 1023) / 1024 + " KB, in " + target);
        }
        return ExitStatus.DONE;
    }

    private static void requireName(String option, String name, boolean dotted) {
        if (name == null) return;
        boolean valid = dotted ? SourceVersion.isName(name) : SourceVersion.isIdentifier(name) && !SourceVersion.isKeyword(name);
        if (valid) return;
        throw Failure.usage(option + " " + name + ": expected a Java name" + (dotted ? ", such as org.example" : ""));
    }
}
