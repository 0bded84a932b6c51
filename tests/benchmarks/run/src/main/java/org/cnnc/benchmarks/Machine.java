package org.cnnc.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cnnc.runtime.VectorChoice;

/** What there is to measure on. */
final class Machine {
    private static final Path PINNING = Path.of("/usr/bin/taskset");

    private Machine() {}

    /** Width of the vectors that this CPU prefers. */
    static int vectorBits() {
        return VectorChoice.current().target().bits();
    }

    static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** The model of the processor, as the system names it. */
    static String processor() {
        return line(Path.of("/proc/cpuinfo"), "model name")
                .orElse(System.getProperty("os.arch"));
    }

    static String memory() {
        return line(Path.of("/proc/meminfo"), "MemTotal")
                .map(text -> Long.parseLong(text.replaceAll("\\D", "")) / (1 << 20) + " GB")
                .orElse("of unknown size");
    }

    static String system() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version");
    }

    /** How many threads of all programs wanted to run in the last minute. */
    static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ")[0];
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static Optional<String> line(Path file, String start) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(start)).findFirst().map(line -> line.replaceAll(".*:\\s*", ""));
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    static boolean pins() {
        return Files.isExecutable(PINNING);
    }

    /** What starts a program on the first processors alone; nothing where the system has no such thing. */
    static List<String> onFirst(int processors) {
        if (!pins() || processors >= processors()) return List.of();
        return List.of(PINNING.toString(), "-c", processors == 1 ? "0" : "0-" + (processors - 1));
    }

    /** The home of a JDK 17, which DL4J needs. */
    static Optional<Path> jdk17() {
        Stream<Path> named = Optional.ofNullable(System.getenv("JAVA17_HOME")).map(Path::of).stream();
        try (Stream<Path> usual = Files.isDirectory(Path.of("/usr/lib/jvm")) ? Files.list(Path.of("/usr/lib/jvm")) : Stream.empty()) {
            return Stream.concat(named, usual.sorted())
                    .filter(home -> line(home.resolve("release"), "JAVA_VERSION=\"17").isPresent())
                    .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
