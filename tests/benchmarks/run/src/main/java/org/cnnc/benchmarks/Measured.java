package org.cnnc.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the JVMs of one side found.
 *
 * @param first seconds from the JVM's start to its first result
 * @param runs seconds of a run, a number a window
 * @param roofs GFLOP/s of the multiply-add units beside them; empty where they were not measured
 * @param memory the most memory that the process held, in KB
 * @param block samples of a run, where the side itself decides; 0 elsewhere
 * @param results what it computed
 */
record Measured(
        List<Double> first, List<Double> runs, List<Double> roofs, List<Double> memory, int block, float[] results) {
    /** What several JVMs of one side found, together. */
    static Measured together(List<Measured> parts) {
        return new Measured(
                all(parts.stream().map(Measured::first)), all(parts.stream().map(Measured::runs)),
                all(parts.stream().map(Measured::roofs)), all(parts.stream().map(Measured::memory)),
                parts.getFirst().block(), parts.getFirst().results());
    }

    private static List<Double> all(Stream<List<Double>> lists) {
        List<Double> all = new ArrayList<>();
        lists.forEach(all::addAll);
        return all;
    }
}
