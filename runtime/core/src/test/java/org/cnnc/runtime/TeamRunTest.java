package org.cnnc.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads that share the run of one sample: y = 2 (x + 1), in a section a step, element by element. */
class TeamRunTest {
    private static final int SIZE = 24;

    private final Set<Thread> seen = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Runnable> inPiece = new AtomicReference<>(() -> {});
    private final float[] inputs = RandomArrays.uniform(SIZE, 1);
    private final float[] outputs = new float[SIZE];

    /** @param work of each section in thousands of cycles */
    private Network network(int work) {
        return new Network(new float[0]) {
            @Override
            public Signature signature() {
                return new Signature("Probe", List.of(new TensorInfo("x", SIZE)), List.of(new TensorInfo("y", SIZE)),
                        List.of(), 0);
            }

            @Override
            protected Program inference(Target target) {
                return new Probe(work);
            }
        };
    }

    private final class Probe extends Program {
        private final int work;

        Probe(int work) {
            this.work = work;
        }

        @Override
        public Plan plan() {
            return new Plan(1, SIZE, 2 * SIZE, new int[] {0}, new int[] {SIZE}, new int[0], new int[0], 1, 0);
        }

        @Override
        public Sections sections() {
            return new Sections(new int[] {SIZE, SIZE}, new int[] {work, work}, new int[] {2});
        }

        @Override
        public void run(Frame frame) {
            for (int section = 0; section < 2; section++) {
                for (int piece = 0; piece < SIZE; piece++) piece(frame, section, piece);
            }
        }

        @Override
        public void piece(Frame frame, int section, int piece) {
            seen.add(Thread.currentThread());
            inPiece.get().run();
            // The second section reads what another piece of the first has written.
            int other = SIZE - 1 - piece;
            frame.scratch[0] = piece;
            if (section == 0) frame.arena[piece] = frame.io[piece] + 1;
            else frame.io[SIZE + other] = 2 * frame.arena[other];
            if (frame.scratch[0] != piece) throw new AssertionError("another piece wrote into this scratch");
        }
    }

    private void expectOutputs() {
        for (int i = 0; i < SIZE; i++) assertThat(outputs[i]).isEqualTo(2 * (inputs[i] + 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 40})
    void oneSampleIsSharedSectionBySection(int threads) {
        try (Session session = network(1000).session(threads, Target.PLAIN)) {
            for (int round = 0; round < 500; round++) {
                inputs[round % SIZE] = round;
                session.predict(inputs, 1, outputs);
                expectOutputs();
            }
        }
    }

    /** Two samples on three threads: neither is dealt to a thread, both are shared. */
    @Test
    void fewerSamplesThanThreadsAreShared() {
        CountDownLatch three = new CountDownLatch(3);
        inPiece.set(() -> {
            three.countDown();
            await(three);
        });
        float[] two = new float[2 * SIZE];
        try (Session session = network(1000).session(3, Target.PLAIN)) {
            session.predict(RandomArrays.uniform(2 * SIZE, 2), 2, two);
        }
        assertThat(seen).hasSize(3);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void workTooSmallToGainCreatesNoThread() {
        try (Session session = network(20).session(4, Target.PLAIN)) {
            session.predict(inputs, 1, outputs);
        }
        expectOutputs();
        assertThat(seen).containsExactly(Thread.currentThread());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whatAPieceThrowsReachesTheCallerAndTheSessionGoesOn(int threads) {
        try (Session session = network(1000).session(threads, Target.PLAIN)) {
            for (int round = 0; round < 30; round++) {
                inPiece.set(() -> {
                    throw new ArithmeticException("in a piece");
                });
                assertThatThrownBy(() -> session.predict(inputs, 1, outputs))
                        .isInstanceOf(ArithmeticException.class).hasMessage("in a piece");
                inPiece.set(() -> {});
                inputs[0] = round;
                session.predict(inputs, 1, outputs);
                expectOutputs();
            }
        }
    }

    @Test
    void anInterruptIsKeptAndDisturbsNothing() {
        try (Session session = network(1000).session(3, Target.PLAIN)) {
            for (int round = 0; round < 100; round++) {
                Thread.currentThread().interrupt();
                inputs[1] = round;
                session.predict(inputs, 1, outputs);
                assertThat(Thread.interrupted()).isTrue();
                expectOutputs();
            }
        }
    }

    @Test
    void closingDuringUseWaitsForTheResult() throws InterruptedException {
        Session session = network(1000).session(2, Target.PLAIN);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        inPiece.set(() -> {
            begun.countDown();
            await(go);
        });
        Thread closer = new Thread(() -> {
            await(begun);
            session.close();
        });
        Thread releaser = new Thread(() -> {
            await(begun);
            while (closer.getState() != Thread.State.BLOCKED) Thread.onSpinWait();
            go.countDown();
        });
        closer.start();
        releaser.start();
        session.predict(inputs, 1, outputs);
        closer.join();
        releaser.join();
        expectOutputs();
        assertThatThrownBy(() -> session.predict(inputs, 1, outputs))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
        for (Thread thread : seen) {
            if (thread != Thread.currentThread()) thread.join();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aSharedRunAllocatesNothing(int threads) {
        ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int rounds = 2000;
        try (Session session = network(1000).session(threads, Target.PLAIN)) {
            for (int i = 0; i < rounds; i++) session.predict(inputs, 1, outputs);
            allocated(bean);
            long before = allocated(bean);
            for (int i = 0; i < rounds; i++) session.predict(inputs, 1, outputs);
            assertThat(allocated(bean) - before).isLessThan(8L * rounds);
        }
    }

    private static long allocated(ThreadMXBean bean) {
        long sum = 0;
        for (long bytes : bean.getThreadAllocatedBytes(bean.getAllThreadIds())) sum += Math.max(0, bytes);
        return sum;
    }
}
