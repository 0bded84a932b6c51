package org.cnnc.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the JVM of one side is started.
 *
 * @param home its JDK
 * @param flags of the JVM
 * @param subject class that is measured
 * @param settings of the subject
 * @param threads that compute; the JVM gets as many processors
 */
record Launch(Path home, List<String> flags, List<Path> classPath, String subject, Map<String, String> settings, int threads) {
    Launch {
        flags = List.copyOf(flags);
        classPath = List.copyOf(classPath);
        settings = Map.copyOf(settings);
    }

    Launch with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(name, value);
        return new Launch(home, flags, classPath, subject, more, threads);
    }

    Launch withFlags(List<String> more) {
        List<String> all = new ArrayList<>(flags);
        all.addAll(more);
        return new Launch(home, all, classPath, subject, settings, threads);
    }

    /** @param pinned whether it gets no more processors than threads */
    List<String> command(boolean pinned, Map<String, String> measuring) {
        return command(pinned, measuring, "org.cnnc.benchmarks.fork.Fork", subject);
    }

    /** Of a JVM that measures kernels one by one. */
    List<String> profile(Map<String, String> measuring) {
        return command(true, measuring, "org.cnnc.benchmarks.fork.KernelProfile");
    }

    private List<String> command(boolean pinned, Map<String, String> measuring, String... main) {
        List<String> command = new ArrayList<>(pinned ? Machine.onFirst(threads) : List.of());
        command.add(home.resolve("bin/java").toString());
        command.addAll(flags);
        command.add("-cp");
        command.add(ClassPaths.text(classPath));
        command.addAll(List.of(main));
        command.add("threads=" + threads);
        settings.forEach((name, value) -> command.add(name + "=" + value));
        measuring.forEach((name, value) -> command.add(name + "=" + value));
        return command;
    }
}
