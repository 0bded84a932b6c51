package org.cnnc.measure;

/**
 * Times a piece of work in short windows: as many calls as fill one. On a machine that others use too, some windows are
 * undisturbed, and a rival's windows in between meet the same conditions.
 */
public final class Windows {
    /** How much better the best of a stretch has to be than all before it to call the work still warming up. */
    private static final double STILL_FASTER = 0.97;

    /** How many times as long a stretch lasts at the most where this thread gets no processor, or does not work itself. */
    private static final int MOST_PATIENCE = 10;

    private final Runnable work;
    private final long nanos;
    private final Clock clock;
    private int calls = 1;

    /** @param nanos how long a window lasts, about; work that takes longer is called once */
    public Windows(Runnable work, long nanos) {
        this(work, nanos, Clock.WALL);
    }

    /** The same by another clock. */
    public Windows(Runnable work, long nanos, Clock clock) {
        this.work = work;
        this.nanos = nanos;
        this.clock = clock;
    }

    /** Seconds of one call: the mean of a window. */
    public double next() {
        long start = clock.nanos();
        for (int call = 0; call < calls; call++) work.run();
        double elapsed = Math.max(1, clock.nanos() - start);
        double each = elapsed / calls;
        calls = (int) Math.max(1, Math.min(1 << 24, nanos / each));
        return each / 1e9;
    }

    /**
     * Works until the JVM has compiled what there is to compile: until the best window of a stretch of time is no more
     * than 3% faster than the best before it.
     *
     * @param leastNanos lasts at least as long, in two stretches
     * @param mostNanos begins no stretch after it
     */
    public void warmUp(long leastNanos, long mostNanos) {
        long start = clock.nanos();
        double best = stretch(leastNanos / 2);
        while (true) {
            double next = stretch(leastNanos / 2);
            boolean settled = next > best * STILL_FASTER;
            best = Math.min(best, next);
            if (settled || clock.nanos() - start > mostNanos) return;
        }
    }

    /**
     * The best window of a stretch of time, of one window at the least. On a machine that is busy with other things it
     * lasts longer, until this thread has had a processor for half of that time.
     */
    private double stretch(long length) {
        long start = clock.nanos();
        long wall = Clock.WALL.nanos();
        long thread = Clock.THREAD.nanos();
        double best = next();
        while (clock.nanos() - start < length
                || Clock.THREAD.nanos() - thread < length / 2 && Clock.WALL.nanos() - wall < MOST_PATIENCE * length) {
            best = Math.min(best, next());
        }
        return best;
    }
}
