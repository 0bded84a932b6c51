package org.cnnc.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cnnc.compiler.diagnostics.Diagnostics;
import org.cnnc.compiler.format.Formatter;
import org.cnnc.compiler.source.SourceLoader;
import org.cnnc.compiler.source.SourceText;
import org.cnnc.runtime.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code cnnc fmt}. */
@Command(
        name = "fmt",
        description = "Formats files in place, in the one style of .cnn files. Comments and blank lines stay.",
        footer = {
            "",
            "A file with syntax errors is left as it is. Standard input is formatted to standard output.",
            "",
            "Examples:",
            "  cnnc fmt models",
            "  cnnc fmt --check models        exit status 1 if a file is not formatted",
            "  cnnc fmt - < lenet5.cnn        as editors call it"
        })
final class FmtCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";

    /** What has been done, or with --check is to be done, to the files. */
    private static final class Count {
        private int files;
        private int changed;
        private int wrong;
    }

    @ParentCommand
    private Cnnc root;

    @Parameters(arity = "0..*", paramLabel = "FILE", description = "A .cnn file, a folder for all below it, or - for standard input.")
    private List<String> files = List.of();

    @Option(names = "--stdin", description = "Formats standard input to standard output; the same as FILE being -.")
    private boolean stdin;

    @Option(names = "--check", description = "Changes nothing; lists the files that are not formatted, and how they differ.")
    private boolean check;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() throws IOException {
        Terminal terminal = output.of(root);
        boolean readsInput = stdin || files.contains(STANDARD_INPUT);
        if (readsInput && files.stream().anyMatch(file -> !file.equals(STANDARD_INPUT))) {
            throw Failure.usage("standard input is formatted alone, not together with files");
        }
        if (readsInput) return standardInput(terminal);
        if (files.isEmpty()) throw Failure.usage("a FILE is missing: a .cnn file, a folder, or - for standard input");
        Count count = new Count();
        for (Path file : FileArguments.expand(files)) file(file, count, terminal);
        if (!output.quiet()) terminal.out().println(summary(count));
        return count.wrong > 0 || check && count.changed > 0 ? ExitStatus.INPUT : ExitStatus.DONE;
    }

    private void file(Path file, Count count, Terminal terminal) throws IOException {
        count.files++;
        Diagnostics diagnostics = new Diagnostics();
        Optional<SourceText> source = SourceLoader.load(file, file.toString(), diagnostics);
        Optional<String> formatted = source.flatMap(text -> Formatter.format(text, diagnostics));
        DiagnosticsOutput.print(diagnostics.sorted(), terminal, output.quiet());
        if (formatted.isEmpty()) {
            count.wrong++;
            return;
        }
        String before = source.orElseThrow().text();
        if (formatted.get().equals(before)) return;
        count.changed++;
        if (check) {
            terminal.out().println(file);
            if (!output.quiet()) LineDiff.of(before, formatted.get()).forEach(terminal.out()::println);
        } else {
            write(file, formatted.get());
            if (!output.quiet()) terminal.out().println("formatted " + file);
        }
    }

    /** Writes the file that a link leads to. */
    private static void write(Path file, String text) throws IOException {
        Path target = file.toRealPath();
        if (!Files.isWritable(target)) throw new AccessDeniedException(file.toString());
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
        AtomicFile.write(target, channel -> {
            while (bytes.hasRemaining()) channel.write(bytes);
        });
    }

    private int standardInput(Terminal terminal) throws IOException {
        Diagnostics diagnostics = new Diagnostics();
        byte[] bytes = System.in.readNBytes(SourceLoader.MAX_BYTES + 1);
        if (bytes.length > SourceLoader.MAX_BYTES) {
            throw Failure.input("standard input: more than " + (SourceLoader.MAX_BYTES >> 20) + " MB");
        }
        Optional<SourceText> source = SourceLoader.decode(bytes, "<stdin>", diagnostics);
        Optional<String> formatted = source.flatMap(text -> Formatter.format(text, diagnostics));
        DiagnosticsOutput.print(diagnostics.sorted(), terminal, output.quiet());
        if (formatted.isEmpty()) return ExitStatus.INPUT;
        if (!check) {
            terminal.out().print(formatted.get());
            terminal.out().flush();
            return ExitStatus.DONE;
        }
        String before = source.orElseThrow().text();
        if (!output.quiet()) LineDiff.of(before, formatted.get()).forEach(terminal.out()::println);
        return formatted.get().equals(before) ? ExitStatus.DONE : ExitStatus.INPUT;
    }

    private String summary(Count count) {
        StringBuilder text = new StringBuilder(count.files + (count.files == 1 ? " file: " : " files: "));
        if (count.changed == 0) text.append(count.wrong == 0 ? "all formatted" : "none changed");
        else text.append(count.changed).append(check ? " not formatted" : " changed");
        if (count.wrong > 0) text.append(", ").append(count.wrong).append(" with errors");
        return text.toString();
    }
}
