package org.cnnc.cli;

import org.cnnc.runtime.VectorChoice;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What a network runs on. */
final class RunOptions {
    private static final int MAX_THREADS = 1024;

    @Spec(Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads that compute; all processors unless given. The result does not depend on them.")
    private Integer threads;

    @Option(
            names = "--vector",
            paramLabel = "BITS",
            description = "512, 256, 128 or scalar; the widest that the CPU prefers unless given.")
    private String vector;

    /** @throws ParameterException unless 1 to 1024 */
    int threads() {
        if (threads == null) return Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
        if (threads < 1 || threads > MAX_THREADS) {
            throw new ParameterException(
                    command.commandLine(), "--threads: expected 1 to " + MAX_THREADS + ", found " + threads);
        }
        return threads;
    }

    /**
     * Settles what kernels run in this JVM.
     *
     * @throws ParameterException if the CPU, the JVM or the option's value does not allow it
     */
    VectorChoice vector() {
        if (vector != null) System.setProperty(VectorChoice.PROPERTY, vector);
        try {
            return VectorChoice.current();
        } catch (IllegalArgumentException e) {
            String message = vector == null ? e.getMessage() : "--vector " + vector + " (" + e.getMessage() + ")";
            throw new ParameterException(command.commandLine(), message, e);
        }
    }
}
