package org.cnnc.benchmarks;

import java.util.Arrays;
import java.util.List;

/**
 * How much is measured.
 *
 * @param rows names of rows or how they begin; all if empty
 * @param quick whether it is to be quick rather than good
 * @param rounds JVMs that are started for each side, in turn with the others'
 * @param windows measured by each of them
 * @param windowMillis length of a window, where the work is shorter
 * @param warmupMillis least time of work before the first window
 * @param mostMillis of windows in one JVM, but for the first three
 * @param threadClock whether time of one thread is what it had of a processor, on a machine that others use too
 */
record Options(
        List<String> rows, boolean quick, int rounds, int windows, int windowMillis, int warmupMillis, int mostMillis,
        boolean threadClock) {
    /** By the system properties {@code rows}, {@code quick}, {@code rounds} and {@code clock}. */
    static Options ofProperties() {
        List<String> rows = Arrays.stream(System.getProperty("rows", "").split(","))
                .map(String::strip)
                .filter(row -> !row.isEmpty())
                .toList();
        boolean quick = Boolean.parseBoolean(System.getProperty("quick", "false"));
        String rounds = System.getProperty("rounds", "");
        boolean threadClock = System.getProperty("clock", "").equals("thread");
        Options usual = quick
                ? new Options(rows, true, 1, 60, 15, 1500, 3000, threadClock)
                : new Options(rows, false, 5, 200, 20, 4000, 8000, threadClock);
        return rounds.isEmpty() ? usual : usual.withRounds(Integer.parseInt(rounds));
    }

    private Options withRounds(int number) {
        return new Options(rows, quick, number, windows, windowMillis, warmupMillis, mostMillis, threadClock);
    }

    /** A part of it, for hundreds of kernels. */
    Options shorter() {
        return new Options(rows, quick, Math.min(2, rounds), Math.min(40, windows), 15, 1000, 2000, threadClock);
    }

    /** What differs from run to run, in words. */
    String how() {
        return "JVMs of each side: " + rounds + (threadClock ? ", work of one thread timed by what it had of a processor" : "");
    }

    /** Whether a row is to be measured. */
    boolean wants(String row) {
        return rows.isEmpty() || rows.stream().anyMatch(row::startsWith);
    }
}
