package org.cnnc.tests.fuzz;

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
    /** Hundreds of times what a case takes, for machines that are busy. */
    private static final Duration LIMIT = Duration.ofSeconds(60);

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
        try {
            outcome = future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(Failure.of(e.getCause()));
        } catch (TimeoutException e) {
            StringBuilder text = new StringBuilder("no answer after " + LIMIT.toSeconds() + " s");
            for (StackTraceElement frame : worker.getStackTrace()) text.append("\n\tat ").append(frame);
            return Optional.of(new Failure(Failure.HANG, text.toString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
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
