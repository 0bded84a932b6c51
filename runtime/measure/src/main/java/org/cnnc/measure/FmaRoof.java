package org.cnnc.measure;

import org.cnnc.runtime.Parallel;

/**
 * What the multiply-add units of some threads give at the most: the roof of every direct convolution. It reads what the
 * CPU gives now, so that it is measured beside what is compared with it, window by window.
 */
public final class FmaRoof implements AutoCloseable {
    private static final String MODULE = "jdk.incubator.vector";

    /** Rounds of one call: short while the JVM still interprets, later long enough that a call costs nothing. */
    private static final int FIRST_ROUNDS = 8;

    private static final int ROUNDS = 4096;

    private static final long MILLISECOND = 1_000_000;

    /** How long the JVM is given to compile the loop, at the least and at the most. */
    private static final long LEAST_WARMUP = 300 * MILLISECOND;

    private static final long MOST_WARMUP = 3000 * MILLISECOND;

    private final Parallel team;
    private final Clock clock;
    private final float[] results;
    private final Parallel.Task task = this::runTask;

    private int calls = 1;
    private int rounds = FIRST_ROUNDS;

    /** The roof by the wall's clock. */
    public FmaRoof(int threads) {
        this(threads, Clock.WALL);
    }

    /**
     * @param threads that compute side by side
     * @throws IllegalStateException unless {@link #measurable}
     */
    public FmaRoof(int threads, Clock clock) {
        if (!measurable()) throw new IllegalStateException("the roof is measured by the Vector API: add the flag --add-modules " + MODULE);
        team = new Parallel(threads);
        this.clock = clock;
        results = new float[threads];
        new Windows(() -> team.run(1, task), MILLISECOND, clock).warmUp(LEAST_WARMUP, MOST_WARMUP);
        rounds = ROUNDS;
    }

    /** Whether this JVM has the Vector API, which the loop is written with. */
    public static boolean measurable() {
        return ModuleLayer.boot().findModule(MODULE).isPresent();
    }

    /** Width of the vectors in bits. */
    public int bits() {
        return FmaLoop.bits();
    }

    /**
     * The rate of one window.
     *
     * @param nanos how long it lasts, about
     * @return GFLOP/s of all threads together, a multiply-add being two
     */
    public double gflops(long nanos) {
        long start = clock.nanos();
        team.run(team.threads(), task);
        long elapsed = Math.max(1, clock.nanos() - start);
        double rate = (double) FmaLoop.flops() * rounds * calls * team.threads() / elapsed;
        calls = (int) Math.max(1, Math.min(1 << 20, (double) calls * nanos / elapsed));
        return rate;
    }

    private void runTask(int piece, int worker) {
        float sum = 0;
        for (int call = 0; call < calls; call++) sum += FmaLoop.run(rounds);
        results[piece] = sum;
    }

    /** Ends the threads. */
    @Override
    public void close() {
        team.close();
    }
}
