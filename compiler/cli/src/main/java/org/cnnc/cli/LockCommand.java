package org.cnnc.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.cnnc.compiler.Checked;
import org.cnnc.compiler.Frontend;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.lock.Lock;
import org.cnnc.compiler.lock.LockWriter;
import org.cnnc.compiler.source.SourceLoader;
import org.cnnc.runtime.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code cnnc lock}. */
@Command(
        name = "lock",
        description = "Writes down what the models of a file come to, in FILE.lock beside it: parameters, shapes, work,"
                + " memory and initialisers, a layer a line. `cnnc check --locked` then tells each difference.",
        footer = {
            "",
            "Examples:",
            "  cnnc lock models",
            "  cnnc lock models/lenet5.cnn --set classes=100"
        })
final class LockCommand implements Callable<Integer> {
    @ParentCommand
    private Cnnc root;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "A .cnn file, or a folder for all below it.")
    private List<String> files;

    @Mixin
    private ModelOptions settings;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() throws IOException {
        Terminal terminal = output.of(root);
        Overrides overrides = settings.overrides();
        boolean good = true;
        for (Path file : FileArguments.expand(files)) {
            Checked checked = Frontend.check(file, overrides);
            DiagnosticsOutput.print(checked.diagnostics(), terminal, output.quiet());
            if (checked.hasErrors()) {
                terminal.err().println(Lock.beside(file) + ": left as it was, as the file has errors");
                good = false;
                continue;
            }
            String done = lock(file, overrides, checked);
            if (!output.quiet()) terminal.out().println(Lock.beside(file) + ": " + done);
        }
        return good ? ExitStatus.DONE : ExitStatus.INPUT;
    }

    /** @return what was done */
    private static String lock(Path file, Overrides overrides, Checked checked) throws IOException {
        if (checked.models().isEmpty()) return "not needed: " + file + " has blocks only";
        Lock lock = Lock.of(overrides, checked.models());
        byte[] bytes = LockWriter.write(lock, file.getFileName().toString()).getBytes(StandardCharsets.UTF_8);
        if (bytes.length > SourceLoader.MAX_BYTES) {
            long most = SourceLoader.MAX_BYTES >> 20;
            throw Failure.input(file + ": the lock would be larger than " + most + " MB, which nobody reads");
        }
        Path path = Lock.beside(file);
        boolean there = Files.exists(path);
        if (there && Arrays.equals(Files.readAllBytes(path), bytes)) return "as it was";
        AtomicFile.write(path, channel -> {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) channel.write(buffer);
        });
        return there ? "written anew" : "written";
    }
}
