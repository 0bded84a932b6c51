package org.cnnc.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The class path of each module of the benchmarks, as Maven left it in {@code target/classpath}. */
final class ClassPaths {
    private ClassPaths() {}

    /** @param module such as {@code pytorch} */
    static List<Path> of(String module) {
        Path target = Path.of(module, "target");
        try (Stream<Path> files = Files.list(target)) {
            List<Path> path = new ArrayList<>(files
                    .filter(file -> file.getFileName().toString().matches("cnnc-benchmarks-.*\\.jar"))
                    .map(Path::toAbsolutePath)
                    .toList());
            Arrays.stream(Files.readString(target.resolve("classpath")).strip().split(File.pathSeparator))
                    .map(Path::of)
                    .forEach(path::add);
            return path;
        } catch (IOException e) {
            throw new UncheckedIOException(module + " is not built; run this by the command of the README", e);
        }
    }

    /** The jar of a module among those of the class path. */
    static Path jar(List<Path> path, String name) {
        return path.stream()
                .filter(entry -> entry.getFileName().toString().startsWith(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + name + " in " + path));
    }

    static String text(List<Path> path) {
        return String.join(File.pathSeparator, path.stream().map(Path::toString).toList());
    }

    static long bytes(List<Path> path) {
        return path.stream().mapToLong(entry -> entry.toFile().length()).sum();
    }
}
