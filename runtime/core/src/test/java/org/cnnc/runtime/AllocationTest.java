package org.cnnc.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every batch would allocate, a long run would pay for in garbage collections. */
class AllocationTest {
    private static final int ROUNDS = 2000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final LinearNetwork network = LinearNetwork.initialize(5, 3, 1);
    private final float[] inputs = RandomArrays.uniform(33 * 5, 1);
    private final float[] outputs = new float[33 * 3];

    /** Bytes that all threads allocate in many rounds; a single small object a round would be 32,000. */
    private long allocated(Runnable round) {
        for (int i = 0; i < ROUNDS; i++) round.run();
        total();
        long before = total();
        for (int i = 0; i < ROUNDS; i++) round.run();
        return total() - before;
    }

    private long total() {
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) sum += Math.max(0, bytes);
        return sum;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void sessionsAllocateNothing(int threads) {
        try (Session session = network.session(threads, Target.PLAIN)) {
            assertThat(allocated(() -> session.predict(inputs, 33, outputs))).isLessThan(8L * ROUNDS);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void trainersAllocateNothing(int threads) {
        try (Trainer trainer = network.trainer(1, threads, Target.PLAIN)) {
            assertThat(allocated(() -> trainer.step(inputs, outputs, 33))).isLessThan(8L * ROUNDS);
        }
    }
}
