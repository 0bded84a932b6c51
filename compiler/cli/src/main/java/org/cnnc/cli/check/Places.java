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
            Path path = here.resolve(source.name()).normalize();
            boolean isFile = source.name().endsWith(".cnn") || source.name().endsWith(".lock");
            if (!isFile) return Optional.empty();
            return Optional.of(path.startsWith(here) ? here.relativize(path) : path);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    Optional<String> name(SourceText source) {
        return relative(source).map(path -> path.toString().replace('\\', '/'));
    }
}
