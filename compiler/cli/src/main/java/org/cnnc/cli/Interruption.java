package org.cnnc.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets work end in good order when the process is asked to end, by Ctrl-C or a signal: the work is told to
 * stop, and the JVM waits until it has.
 */
final class Interruption {
    /** The work at hand is one batch; whatever takes longer than this hangs. */
    private static final long PATIENCE_SECONDS = 30;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook;

    private Interruption(Runnable stop) {
        hook = new Thread(() -> {
            stop.run();
            awaitEnd();
        }, "cnnc-interruption");
    }

    /** From now on until {@link #workEnded}, a signal calls {@code stop}, from a thread of its own. */
    static Interruption calls(Runnable stop) {
        Interruption interruption = new Interruption(stop);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void awaitEnd() {
        try {
            ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            // The JVM ends at once, which is what an interrupted hook is asked for.
            Thread.currentThread().interrupt();
        }
    }

    /** The work has ended, and all of it was said. */
    void workEnded() {
        ended.countDown();
        if (hook.isAlive()) return;
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending already, and its hook finds the work done: nothing is left to take away.
            return;
        }
    }
}
