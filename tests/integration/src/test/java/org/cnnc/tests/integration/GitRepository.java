package org.cnnc.tests.integration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A git repository of its own, whose commands find {@code cnnc} on their path. */
final class GitRepository {
    /** A command that has ended. */
    record Result(int status, String out, String err) {}

    private final Path work;
    private final Path tools;
    private final Map<String, String> environment;

    /** @param folder empty; the working tree and what the tests need beside it are made in it */
    GitRepository(Path folder) throws IOException, InterruptedException {
        work = Files.createDirectory(folder.resolve("work"));
        tools = Files.createDirectory(folder.resolve("tools"));
        executable(tools.resolve("cnnc"), "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java")
                + "' -XX:TieredStopAtLevel=1 -cp '" + System.getProperty("java.class.path") + "' org.cnnc.cli.Main \"$@\"\n");
        environment = Map.of(
                "PATH", tools + ":" + System.getenv("PATH"), "HOME", folder.toString(), "GIT_CONFIG_NOSYSTEM", "1",
                "GIT_AUTHOR_NAME", "a", "GIT_AUTHOR_EMAIL", "a@example.org",
                "GIT_COMMITTER_NAME", "a", "GIT_COMMITTER_EMAIL", "a@example.org");
        git("init", "-q", "-b", "main");
    }

    Path work() {
        return work;
    }

    void hook(String name, String script) throws IOException {
        executable(Files.createDirectories(work.resolve(".git/hooks")).resolve(name), script);
    }

    private static void executable(Path file, String script) throws IOException {
        Files.writeString(file, script);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    void write(String name, String content) throws IOException {
        Path file = work.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    /** A git command that has to succeed. @return its output */
    String git(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Result result = run(Map.of(), command);
        if (result.status() != 0) throw new AssertionError(List.of(command) + ": " + result);
        return result.out();
    }

    void commit(String message) throws IOException, InterruptedException {
        git("add", "-A");
        git("commit", "-q", "-m", message);
    }

    Result shell(String line) throws IOException, InterruptedException {
        return run(Map.of(), "sh", "-c", line);
    }

    /** @param more of the environment */
    Result run(Map<String, String> more, String... command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(tools, "run", ".out");
        Path err = Files.createTempFile(tools, "run", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_") || name.endsWith("_JAVA_OPTIONS")
                || name.equals("JAVA_TOOL_OPTIONS"));
        builder.environment().putAll(environment);
        builder.environment().putAll(more);
        Process process = builder.start();
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("no end after five minutes: " + List.of(command));
        }
        return new Result(process.exitValue(), Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }
}
