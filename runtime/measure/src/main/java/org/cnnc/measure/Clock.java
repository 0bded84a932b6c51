package org.cnnc.measure;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** What time is measured by. */
public enum Clock {
    /** As it passes for everyone. */
    WALL {
        @Override
        public long nanos() {
            return System.nanoTime();
        }
    },

    /**
     * What the calling thread has had of a processor. Of work that this thread does alone it is the time that the work
     * takes on a machine that does nothing else, but for caches and memory that others use too.
     */
    THREAD {
        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

        @Override
        public long nanos() {
            return THREADS.getCurrentThreadCpuTime();
        }
    };

    /** Nanoseconds since some moment. */
    public abstract long nanos();
}
