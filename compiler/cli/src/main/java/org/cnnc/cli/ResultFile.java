package org.cnnc.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.cnnc.runtime.AtomicFile;

/**
 * The file that a result goes to instead of to stdout. What was there is replaced at once when all is written, through
 * links; pipes and devices are written into.
 */
record ResultFile(Path path) {
    /** Names of files that are written by people, or by commands of their own. */
    private static final List<String> KEPT = List.of(".cnn", ".cnn.lock");

    /**
     * @param argument of {@code --output}
     * @throws Failure if it is a folder, a model or a lock
     */
    static ResultFile of(String argument) throws IOException {
        ResultFile file = new ResultFile(FileArguments.path(argument));
        if (Files.isDirectory(file.path)) throw Failure.usage("--output " + argument + ": expected a file, found a folder");
        if (KEPT.stream().anyMatch(file.target().toString()::endsWith)) {
            throw Failure.usage("--output " + argument + ": would overwrite a model or its lock");
        }
        return file;
    }

    void write(String text) throws IOException {
        write(StandardCharsets.UTF_8.encode(text));
    }

    void write(ByteBuffer bytes) throws IOException {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            try (OutputStream stream = Files.newOutputStream(path, StandardOpenOption.WRITE)) {
                stream.write(bytes.array(), bytes.arrayOffset(), bytes.remaining());
            }
            return;
        }
        Path target = target();
        Path folder = target.toAbsolutePath().getParent();
        if (folder != null) Files.createDirectories(folder);
        AtomicFile.write(target, channel -> {
            while (bytes.hasRemaining()) channel.write(bytes);
        });
    }

    /** Where links lead to. */
    private Path target() throws IOException {
        return Files.isRegularFile(path) && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) ? path.toRealPath() : path;
    }
}
