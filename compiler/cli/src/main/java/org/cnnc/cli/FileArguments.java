package org.cnnc.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The FILE arguments: {@code .cnn} files, or folders that stand for all such files below them. */
final class FileArguments {
    private static final String EXTENSION = ".cnn";

    private FileArguments() {}

    /**
     * All files, folders replaced by what is below them in the order of their names.
     *
     * @throws Failure if a folder holds no {@code .cnn} file
     */
    static List<Path> expand(List<String> arguments) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String argument : arguments) {
            Path path = path(argument);
            if (Files.isDirectory(path)) {
                files.addAll(below(path));
            } else {
                files.add(path);
            }
        }
        return files;
    }

    private static List<Path> below(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> files = all
                    .filter(file -> file.getFileName().toString().endsWith(EXTENSION) && Files.isRegularFile(file))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                throw Failure.input(folder + ": expected " + EXTENSION + " files in this folder or below, found none");
            }
            return files;
        }
    }

    /** A path as the user gave it. */
    static Path path(String argument) {
        if (argument.isEmpty()) throw Failure.usage("an empty argument is no file name");
        try {
            return Path.of(argument);
        } catch (InvalidPathException e) {
            throw Failure.usage("`" + argument + "` is no file name: " + e.getReason());
        }
    }
}
