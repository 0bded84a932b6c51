package org.cnnc.runtime;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A fixed team of threads that shares out the pieces of a task: the caller and {@code threads - 1} daemon
 * workers. Pieces are taken as threads get free, so that only tasks whose pieces do not depend on each
 * other give the same result at any number of threads. Nothing is allocated once the team runs; threads
 * start with the first task of more than one piece.
 */
public final class Parallel implements AutoCloseable {
    /** Work in pieces. */
    @FunctionalInterface
    public interface Task {
        /**
         * @param piece the piece, from 0
         * @param worker who runs it, from 0 (the caller) to the number of threads - 1; one piece at a time
         */
        void run(int piece, int worker);
    }

    private static final int MAX_THREADS = 1024;

    /**
     * How long a thread looks at a variable before it parks. Waking a parked thread takes some 50
     * microseconds; a worker that gave up sooner than a short task lasts would be late for the next, find
     * nothing left, and be late for ever.
     */
    private static final long SPIN_NANOS = Runtime.getRuntime().availableProcessors() > 1 ? 200_000 : 0;

    private final Worker[] workers;

    /**
     * The job's number above, the pieces not yet taken below. A piece that is taken keeps its job alive, so
     * that {@link #task} and {@link #pieces} may be read after taking one, and a thread that comes late
     * takes nothing of a job it has not seen.
     */
    private final AtomicLong ticket = new AtomicLong();

    private final AtomicInteger unfinished = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicBoolean busy = new AtomicBoolean();

    private Task task;
    private int pieces;
    private boolean started;
    private volatile Thread waiting;
    private volatile boolean closed;

    /**
     * @param threads threads in all, the caller's included
     * @throws IllegalArgumentException if there are none or more than 1024
     */
    public Parallel(int threads) {
        if (threads < 1 || threads > MAX_THREADS) {
            throw new IllegalArgumentException("threads: expected 1 to " + MAX_THREADS + ", found " + threads);
        }
        workers = new Worker[threads - 1];
    }

    /** Threads in all, the caller's included. */
    public int threads() {
        return workers.length + 1;
    }

    /**
     * Runs all pieces and returns when the last is done. What a piece throws is thrown here, once the
     * others are done; pieces not yet begun are then left out.
     *
     * @throws IllegalStateException if closed, or called while another task runs
     */
    public void run(int pieces, Task task) {
        if (closed) throw new IllegalStateException("this team of threads is closed");
        if (!busy.compareAndSet(false, true)) {
            throw new IllegalStateException("this team of threads is at work; it runs one task at a time");
        }
        try {
            if (pieces <= 1 || workers.length == 0) {
                for (int piece = 0; piece < pieces; piece++) task.run(piece, 0);
            } else {
                share(pieces, task);
            }
        } finally {
            busy.set(false);
        }
    }

    private void share(int pieces, Task task) {
        if (!started) start();
        this.task = task;
        this.pieces = pieces;
        unfinished.set(pieces);
        long job = (ticket.get() >>> Integer.SIZE) + 1;
        ticket.set(job << Integer.SIZE | pieces);
        int helpers = Math.min(workers.length, pieces - 1);
        for (int i = 0; i < helpers; i++) workers[i].wake();
        work(0);
        awaitLast();
        this.task = null;
        Throwable thrown = failure.getAndSet(null);
        if (thrown instanceof Error) throw (Error) thrown;
        if (thrown != null) throw (RuntimeException) thrown;
    }

    private void start() {
        started = true;
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new Worker(i + 1);
            workers[i].start();
        }
    }

    /** Takes pieces until none is left. */
    private void work(int worker) {
        while (true) {
            long seen = ticket.get();
            int left = (int) seen;
            if (left == 0) return;
            if (!ticket.compareAndSet(seen, seen - 1)) continue;
            try {
                if (failure.get() == null) task.run(pieces - left, worker);
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            }
            if (unfinished.decrementAndGet() == 0 && worker != 0) LockSupport.unpark(waiting);
        }
    }

    private void awaitLast() {
        long start = System.nanoTime();
        do {
            if (unfinished.get() == 0) return;
            Thread.onSpinWait();
        } while (System.nanoTime() - start < SPIN_NANOS);
        boolean interrupted = false;
        waiting = Thread.currentThread();
        while (unfinished.get() != 0) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        waiting = null;
        if (interrupted) Thread.currentThread().interrupt();
    }

    /** Ends the workers. A second call does nothing. */
    @Override
    public void close() {
        closed = true;
        for (Worker worker : workers) {
            if (worker != null) LockSupport.unpark(worker);
        }
    }

    private final class Worker extends Thread {
        private final int index;
        private volatile boolean parked;

        Worker(int index) {
            super("cnn-" + index);
            this.index = index;
            setDaemon(true);
        }

        void wake() {
            if (parked) LockSupport.unpark(this);
        }

        @Override
        public void run() {
            while (!closed) {
                work(index);
                awaitWork();
            }
        }

        private void awaitWork() {
            long start = System.nanoTime();
            do {
                if ((int) ticket.get() != 0 || closed) return;
                Thread.onSpinWait();
            } while (System.nanoTime() - start < SPIN_NANOS);
            parked = true;
            while ((int) ticket.get() == 0 && !closed) {
                LockSupport.park(Parallel.this);
                Thread.interrupted();
            }
            parked = false;
        }
    }
}
