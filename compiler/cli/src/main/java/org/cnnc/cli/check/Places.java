package org.cnnc.cli.check;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.cnnc.compiler.source.SourceText;

/** Names of files as continuous integration wants them: relative to where it runs, with slashes. */
record Places(Path here) {
    /** Relative where the file lies below; empty for what is no file, such as the command line. */
    Optional<Path> relative(SourceText source) {
        try {
            boolean isFile = source.name().endsWith(".cnn") || source.name().endsWith(".lock");
            return isFile ? Optional.of(relative(Path.of(source.name()))) : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Relative where the file lies below, absolute elsewhere. */
    Path relative(Path file) {
        Path path = here.resolve(file).normalize();
        return path.startsWith(here) ? here.relativize(path) : path;
    }

    Optional<String> name(SourceText source) {
        return relative(source).map(path -> path.toString().replace('\\', '/'));
    }
}
