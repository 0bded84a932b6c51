package org.cnnc.benchmarks;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.cnnc.benchmarks.fork.Fork;

/** Starts the JVM of one side, and reads what it says. */
final class ForkedJvm {
    /** Longer than any side takes; one that hangs is ended then. */
    private static final long LIMIT_MINUTES = 20;

    private final Options options;

    ForkedJvm(Options options) {
        this.options = options;
    }

    /** The first result alone, on all processors, as a program has it that is started. */
    Measured first(Launch launch) throws IOException, InterruptedException {
        return run(launch, false, Map.of("windows", "0"));
    }

    /** First result, then windows of the steady state. */
    Measured steady(Launch launch) throws IOException, InterruptedException {
        Path results = Files.createTempFile("cnnc-benchmark", ".f32");
        try {
            Map<String, String> measuring = new LinkedHashMap<>();
            measuring.put("windows", Integer.toString(options.windows()));
            measuring.put("window", Integer.toString(options.windowMillis()));
            measuring.put("warmup", Integer.toString(options.warmupMillis()));
            measuring.put("most", Integer.toString(options.mostMillis()));
            boolean alone = launch.threads() == 1 && !launch.settings().containsKey("clock");
            if (options.threadClock() && alone) measuring.put("clock", "thread");
            measuring.put("results", results.toString());
            Measured measured = run(launch, true, measuring);
            return new Measured(
                    measured.first(), measured.runs(), measured.roofs(), measured.memory(), measured.block(), floats(results));
        } finally {
            Files.delete(results);
        }
    }

    /** What kernels take one by one, in the order in which they are measured; every other line is a window of the roof. */
    List<String[]> profile(Launch launch) throws IOException, InterruptedException {
        Map<String, String> measuring = new LinkedHashMap<>();
        measuring.put("window", Integer.toString(options.windowMillis()));
        measuring.put("warmup", Integer.toString(options.warmupMillis() / 4));
        if (options.threadClock()) measuring.put("clock", "thread");
        List<String[]> lines = new ArrayList<>();
        started(launch.profile(measuring), launch, (words, seconds) -> lines.add(words));
        return lines;
    }

    private Measured run(Launch launch, boolean pinned, Map<String, String> measuring) throws IOException, InterruptedException {
        Measuring found = new Measuring();
        started(launch.command(pinned, measuring), launch, found::take);
        return found.measured();
    }

    /** Takes a line, and the seconds since the JVM's start. */
    @FunctionalInterface
    private interface Lines {
        void take(String[] words, double seconds) throws IOException;
    }

    private static void started(List<String> command, Launch launch, Lines lines) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.endsWith("_JAVA_OPTIONS") || name.equals("JAVA_TOOL_OPTIONS"));
        environment.put("OMP_NUM_THREADS", Integer.toString(launch.threads()));
        Path errors = Files.createTempFile("cnnc-benchmark", ".err");
        builder.redirectError(errors.toFile());
        long start = System.nanoTime();
        Process process = builder.start();
        try {
            Thread limit = Thread.ofVirtual().start(() -> end(process));
            read(process, start, lines);
            int status = process.waitFor();
            limit.interrupt();
            if (status != 0) throw new IOException(launch.subject() + " ended with " + status + ": " + cause(errors));
        } finally {
            process.destroyForcibly();
            Files.delete(errors);
        }
    }

    /** The innermost exception that was printed, or all that was. */
    private static String cause(Path errors) throws IOException {
        String text = Files.readString(errors);
        return text.lines().filter(line -> line.matches("(Caused by|Exception in).*")).reduce((outer, inner) -> inner).orElse(text);
    }

    private static void end(Process process) {
        try {
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) process.destroyForcibly();
        } catch (InterruptedException e) {
            // It has ended by itself.
            Thread.currentThread().interrupt();
        }
    }

    private static void read(Process process, long start, Lines lines) throws IOException {
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (!line.startsWith(Fork.MARK)) continue;
                lines.take(line.substring(Fork.MARK.length()).split(" "), (System.nanoTime() - start) / 1e9);
            }
        }
    }

    /** What a JVM has said so far. */
    private static final class Measuring {
        private final List<Double> first = new ArrayList<>();
        private final List<Double> runs = new ArrayList<>();
        private final List<Double> roofs = new ArrayList<>();
        private final List<Double> memory = new ArrayList<>();
        private int block;

        void take(String[] words, double seconds) throws IOException {
            switch (words[0]) {
                case "first" -> first.add(seconds);
                case "run" -> runs.add(Double.valueOf(words[1]));
                case "roof" -> roofs.add(Double.valueOf(words[1]));
                case "memory" -> memory.add(Double.valueOf(words[1]));
                case "block" -> block = Integer.parseInt(words[1]);
                default -> throw new IOException("a JVM said what nobody understands: " + String.join(" ", words));
            }
        }

        Measured measured() {
            return new Measured(first, runs, roofs, memory, block, new float[0]);
        }
    }

    private static float[] floats(Path file) throws IOException {
        float[] values = new float[Math.toIntExact(Files.size(file) / Float.BYTES)];
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (int i = 0; i < values.length; i++) values[i] = in.readFloat();
        }
        return values;
    }
}
