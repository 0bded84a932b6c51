package org.cnnc.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WindowsTest {
    private static final long MILLISECOND = 1_000_000;

    /** Work that cannot take less than a millisecond. */
    private static void work(AtomicLong calls) {
        calls.incrementAndGet();
        long end = System.nanoTime() + MILLISECOND;
        while (System.nanoTime() < end) Thread.onSpinWait();
    }

    @Test
    void windowIsTheMeanOfItsCalls() {
        AtomicLong calls = new AtomicLong();
        Windows windows = new Windows(() -> work(calls), 10 * MILLISECOND);
        for (int i = 0; i < 5; i++) assertThat(windows.next()).isGreaterThanOrEqualTo(0.001);
        // One call first; then at most ten a window, and fewer only where calls took longer.
        assertThat(calls.get()).isBetween(5L, 1L + 4 * 10);
    }

    /** A thread that sleeps has nothing of a processor. */
    @Test
    void threadClockStandsStillWhileOthersRun() throws InterruptedException {
        long wall = Clock.WALL.nanos();
        long thread = Clock.THREAD.nanos();
        Thread.sleep(50);
        assertThat(Clock.WALL.nanos() - wall).isGreaterThanOrEqualTo(50 * MILLISECOND);
        assertThat(Clock.THREAD.nanos() - thread).isBetween(0L, 25 * MILLISECOND);
    }

    @Test
    void warmingUpEndsAndLastsAtLeastAsLongAsAsked() {
        AtomicLong calls = new AtomicLong();
        long start = System.nanoTime();
        new Windows(() -> work(calls), MILLISECOND).warmUp(20 * MILLISECOND, 200 * MILLISECOND);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(20 * MILLISECOND);
        assertThat(calls.get()).isGreaterThanOrEqualTo(2);
    }
}
