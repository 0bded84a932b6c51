package org.cnnc.tests.fuzz;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs cases on a thread that is watched: one that takes too long is a failure that shows where it is. */
final class Watch implements AutoCloseable {
    /** Of a processor's time; what the machine does beside does not count. Thousands of times what a case takes. */
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** For what waits and takes no processor's time. */
    private static final int MOST_SECONDS = 1200;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private volatile Thread worker;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        worker = new Thread(task, "fuzz");
        worker.setDaemon(true);
        return worker;
    });
    private Outcome outcome = Outcome.SYNTAX_ERROR;

    /** What is wrong with the answer to a case, if anything is. */
    Optional<Failure> failure(Case example) {
        Future<Outcome> future = executor.submit(() -> Answer.of(example));
        long before = THREADS.getThreadCpuTime(worker.threadId());
        try {
            for (int second = 0; second < MOST_SECONDS; second++) {
                try {
                    outcome = future.get(1, TimeUnit.SECONDS);
                    return Optional.empty();
                } catch (TimeoutException e) {
                    if (THREADS.getThreadCpuTime(worker.threadId()) - before > LIMIT.toNanos()) break;
                }
            }
            return Optional.of(hang());
        } catch (ExecutionException e) {
            return Optional.of(Failure.of(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Failure hang() {
        StringBuilder text = new StringBuilder("no answer after " + LIMIT.toSeconds() + " s of a processor's time");
        for (StackTraceElement frame : worker.getStackTrace()) text.append("\n\tat ").append(frame);
        return new Failure(Failure.HANG, text.toString());
    }

    /** Of the last case without a failure. */
    Outcome outcome() {
        return outcome;
    }

    /** Does not wait for a case that hangs. */
    @Override
    public void close() {
        executor.shutdownNow();
    }
}
