package org.cnnc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParallelTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void everyPieceRunsOnce(int threads) {
        try (Parallel parallel = new Parallel(threads)) {
            for (int round = 0; round < 2000; round++) {
                int pieces = round % 9;
                AtomicIntegerArray runs = new AtomicIntegerArray(9);
                boolean[] known = new boolean[1];
                known[0] = true;
                parallel.run(pieces, (piece, worker) -> {
                    runs.incrementAndGet(piece);
                    if (worker < 0 || worker >= threads) known[0] = false;
                });
                for (int i = 0; i < 9; i++) assertThat(runs.get(i)).isEqualTo(i < pieces ? 1 : 0);
                assertThat(known[0]).isTrue();
            }
        }
    }

    @Test
    void piecesReallyRunAtTheSameTime() {
        CountDownLatch both = new CountDownLatch(2);
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        try (Parallel parallel = new Parallel(2)) {
            parallel.run(2, (piece, worker) -> {
                threads.add(Thread.currentThread());
                both.countDown();
                try {
                    both.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
        assertThat(threads).hasSize(2).contains(Thread.currentThread());
    }

    @Test
    void onePieceRunsInTheCaller() {
        Thread[] seen = new Thread[1];
        try (Parallel parallel = new Parallel(4)) {
            parallel.run(1, (piece, worker) -> seen[0] = Thread.currentThread());
        }
        assertThat(seen[0]).isSameAs(Thread.currentThread());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whatAPieceThrowsReachesTheCallerAndTheTeamGoesOn(int threads) {
        try (Parallel parallel = new Parallel(threads)) {
            for (int round = 0; round < 50; round++) {
                assertThatThrownBy(() -> parallel.run(5, (piece, worker) -> {
                    if (piece == 3) throw new ArithmeticException("piece 3");
                })).isInstanceOf(ArithmeticException.class).hasMessage("piece 3");
                assertThatThrownBy(() -> parallel.run(5, (piece, worker) -> {
                    if (piece == 2) throw new StackOverflowError("piece 2");
                })).isInstanceOf(StackOverflowError.class);
                AtomicIntegerArray runs = new AtomicIntegerArray(1);
                parallel.run(5, (piece, worker) -> runs.incrementAndGet(0));
                assertThat(runs.get(0)).isEqualTo(5);
            }
        }
    }

    @Test
    void aTaskWithinATaskAndAClosedTeamAreErrors() {
        Parallel parallel = new Parallel(2);
        assertThatThrownBy(() -> parallel.run(2, (piece, worker) -> parallel.run(2, (p, w) -> {})))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("one task at a time");
        parallel.close();
        assertThatThrownBy(() -> parallel.run(1, (piece, worker) -> {}))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
        assertThatThrownBy(() -> new Parallel(0)).hasMessage("threads: expected 1 to 1024, found 0");
    }

    @Test
    void closeEndsTheWorkers() throws InterruptedException {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Parallel parallel = new Parallel(2);
        CountDownLatch both = new CountDownLatch(2);
        parallel.run(2, (piece, worker) -> {
            threads.add(Thread.currentThread());
            both.countDown();
            while (both.getCount() > 0) Thread.onSpinWait();
        });
        parallel.close();
        threads.remove(Thread.currentThread());
        assertThat(threads).hasSize(1);
        for (Thread thread : threads) {
            assertThat(thread.isDaemon()).isTrue();
            thread.join();
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void anInterruptOfTheCallerIsKept() {
        try (Parallel parallel = new Parallel(2)) {
            Thread.currentThread().interrupt();
            int[] sum = new int[4];
            parallel.run(4, (piece, worker) -> {
                for (int i = 0; i < 100_000; i++) sum[piece] += i & 1;
            });
            assertThat(Thread.interrupted()).isTrue();
            assertThat(sum).containsExactly(50_000, 50_000, 50_000, 50_000);
        }
    }
}
