package org.cnnc.tests.integration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own that has ended. */
record JavaProcess(int status, String out, String err) {
    /** @param home a JDK; what it is told is {@code arguments} alone, without the options of this JVM */
    static JavaProcess run(Path home, List<String> arguments) throws IOException, InterruptedException {
        return ended(builder(home, arguments));
    }

    private static ProcessBuilder builder(Path home, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin").resolve("java").toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.endsWith("_JAVA_OPTIONS") || name.equals("JAVA_TOOL_OPTIONS"));
        return builder;
    }

    private static JavaProcess ended(ProcessBuilder builder) throws IOException, InterruptedException {
        Path out = Files.createTempFile("cnnc", ".out");
        Path err = Files.createTempFile("cnnc", ".err");
        try {
            Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("no end after two minutes: " + builder.command());
            }
            return new JavaProcess(
                    process.exitValue(), Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** The command line, in a JVM as the launcher starts it. */
    static JavaProcess cnnc(String... arguments) throws IOException, InterruptedException {
        return ended(builder(List.of(arguments)));
    }

    /** The same, to be started. */
    static ProcessBuilder builder(List<String> arguments) {
        List<String> all = new ArrayList<>(List.of(
                "--add-modules", "jdk.incubator.vector", "-Xmx1g", "-cp", System.getProperty("java.class.path"),
                "org.cnnc.cli.Main"));
        all.addAll(arguments);
        return builder(Path.of(System.getProperty("java.home")), all);
    }
}
