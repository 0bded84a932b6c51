package org.cnnc.benchmarks.fork;

/** What is measured in a JVM of its own. A class has a public constructor that takes {@link Settings}. */
public interface Subject extends AutoCloseable {
    /** Does the work once: one batch, one step, one pass. */
    void run();

    /** What {@link #comparedRuns} runs gave, for a comparison with the other sides; empty where there is none. */
    float[] results();

    /** Runs after which {@link #results} are taken. */
    default int comparedRuns() {
        return 1;
    }

    @Override
    void close();
}
