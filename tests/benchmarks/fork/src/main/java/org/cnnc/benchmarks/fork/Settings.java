package org.cnnc.benchmarks.fork;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What a JVM is told on its command line: {@code name=value}. */
public record Settings(Map<String, String> values) {
    static Settings parse(String[] arguments, int from) {
        Map<String, String> values = new TreeMap<>();
        for (int i = from; i < arguments.length; i++) {
            int equals = arguments[i].indexOf('=');
            if (equals < 1) throw new IllegalArgumentException(arguments[i] + ": expected name=value");
            values.put(arguments[i].substring(0, equals), arguments[i].substring(equals + 1));
        }
        return new Settings(values);
    }

    /** @throws IllegalArgumentException if it is missing */
    public String text(String name) {
        String value = values.get(name);
        if (value == null) throw new IllegalArgumentException(name + "=… is missing among " + values);
        return value;
    }

    public String text(String name, String usual) {
        return values.getOrDefault(name, usual);
    }

    public int integer(String name) {
        return Integer.parseInt(text(name));
    }

    public Path path(String name) {
        return Path.of(text(name));
    }

    /** Threads that compute. */
    public int threads() {
        return integer("threads");
    }

    /** Samples of a run. */
    public int batch() {
        return integer("batch");
    }
}
