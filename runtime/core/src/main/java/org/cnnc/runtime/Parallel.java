package org.cnnc.runtime;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A fixed team of threads that shares out the pieces of a task: the caller and {@code threads - 1} daemon
 * workers. Each begins with pieces that follow each other, so that it finds in its cache what they have in common, and
 * takes over others' when it is through; only tasks whose pieces do not depend on each other give the same result at
 * any number of threads. Nothing is allocated and no lock taken once the team runs; threads start with the first task
 * of more than one piece.
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
    private static final long SPIN_NANOS = 200_000;

    /** From one number that a thread writes to the next in an array: no two lie in one or in neighbouring lines of the cache. */
    private static final int APART = 16;

    private final Worker[] workers;

    /** 0 where there are more threads than processors: who looks on keeps from work whom it waits for. */
    private final long spinNanos;

    /** The job's number above, its pieces below. */
    private volatile long job;

    /**
     * For each thread the job's number above, and below the next of the pieces that it begins with. A piece that is
     * taken keeps its job alive, so that {@link #task} may be read after taking one, and a thread that comes late takes
     * nothing of a job it has not seen.
     */
    private final AtomicLongArray next;

    private final AtomicInteger unfinished = new AtomicInteger();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final AtomicBoolean busy = new AtomicBoolean();

    private Task task;
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
        next = new AtomicLongArray((threads + 1) * APART);
        spinNanos = threads <= Runtime.getRuntime().availableProcessors() ? SPIN_NANOS : 0;
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
        unfinished.set(pieces);
        int team = Math.min(threads(), pieces);
        long number = (job >>> Integer.SIZE) + 1 << Integer.SIZE;
        for (int member = 0; member < team; member++) next.set(place(member), number | begin(member, team, pieces));
        job = number | pieces;
        for (int i = 0; i < team - 1; i++) workers[i].wake();
        work(0, job);
        awaitLast();
        this.task = null;
        Throwable thrown = failure.getAndSet(null);
        if (thrown instanceof Error) throw (Error) thrown;
        if (thrown != null) throw (RuntimeException) thrown;
    }

    private static int place(int member) {
        return (member + 1) * APART;
    }

    /** The first piece that a member of the team begins with; behind the last member, the number of pieces. */
    private static int begin(int member, int team, int pieces) {
        return (int) ((long) member * pieces / team);
    }

    private void start() {
        started = true;
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new Worker(i + 1);
            workers[i].start();
        }
    }

    /** Takes pieces of a job until none is left: first one's own, then those of the others. */
    private void work(int worker, long job) {
        int pieces = (int) job;
        int team = Math.min(threads(), pieces);
        if (worker >= team) return;
        for (int i = 0; i < team; i++) {
            int member = (worker + i) % team;
            if (!take(member, begin(member + 1, team, pieces), worker, job)) return;
        }
    }

    /** Takes the pieces of a member up to an end. @return false where the job is over */
    private boolean take(int member, int end, int worker, long job) {
        while (true) {
            long seen = next.get(place(member));
            int piece = (int) seen;
            if (seen >>> Integer.SIZE != job >>> Integer.SIZE) return false;
            if (piece == end) return true;
            if (!next.compareAndSet(place(member), seen, seen + 1)) continue;
            try {
                if (failure.get() == null) task.run(piece, worker);
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
        } while (System.nanoTime() - start < spinNanos);
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
                long current = job;
                work(index, current);
                awaitOther(current);
            }
        }

        private void awaitOther(long done) {
            long start = System.nanoTime();
            do {
                if (job != done || closed) return;
                Thread.onSpinWait();
            } while (System.nanoTime() - start < spinNanos);
            parked = true;
            while (job == done && !closed) {
                LockSupport.park(Parallel.this);
                Thread.interrupted();
            }
            parked = false;
        }
    }
}
