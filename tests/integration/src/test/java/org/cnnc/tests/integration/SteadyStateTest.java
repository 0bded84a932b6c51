package org.cnnc.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.EnumSet;
import org.cnnc.compiler.link.CompiledModel;
import org.cnnc.runtime.Network;
import org.cnnc.runtime.Session;
import org.cnnc.runtime.Target;
import org.cnnc.runtime.Trainer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Networks predict and train without allocating: a single sample, a rest of a batch, whole blocks, by one thread and by
 * several. Vectors are objects until the JIT compiler has come to their kernels, so that they are waited for.
 */
class SteadyStateTest {
    private static final int ROUNDS = 100;

    /** Reading the counters takes some hundred bytes; a small object a round would be 1,600. */
    private static final long MOST = 8L * ROUNDS;

    /** After so many times {@link #ROUNDS}, and pauses for the JIT compiler, a kernel that still allocates always will. */
    private static final int PATIENCE = 100;

    private static final int PAUSE_MILLIS = 100;

    private static final String RESIDUAL = """
            block Basic(filters, stride = 1) {
                branch main {
                    conv filters, 3x3, pad=1, stride=stride, bias=false; batchnorm; relu
                    conv filters, 3x3, pad=1, bias=false; batchnorm
                }
                branch skip {
                    if stride != 1 { conv filters, 1x1, stride=stride, bias=false; batchnorm }
                }
                add main, skip
                relu
            }
            model Residual(classes = 3) {
                input image: 2 x 6 x 6
                conv 4, 3x3, pad=1, bias=false; batchnorm; relu
                repeat 2 { Basic 4 }
                Basic 8, stride=2
                global_avgpool
                flatten
                dense classes
                softmax
            }
            train Residual { loss cross_entropy; optimizer adam(clip_norm = 1); batch 64 }
            """;

    private static final String DROPPED = """
            model Dropped(classes = 3) {
                input image: 2 x 6 x 6
                conv 4, 3x3, bias=false; batchnorm; relu
                maxpool 2x2
                dropout 0.25
                flatten
                dense 8, tanh
                dropout 0.5
                dense classes
                softmax
            }
            train Dropped { loss cross_entropy; optimizer sgd(lr = 0.01, momentum = 0.9, weight_decay = 0.001); batch 64 }
            """;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static Network network(String model, Target target) {
        CompiledModel compiled = CompiledModel.compile(
                switch (model) {
                    case "residual" -> Models.text(RESIDUAL).graph();
                    case "dropped" -> Models.text(DROPPED).graph();
                    default -> Models.file(model + ".cnn").graph();
                },
                "org.example.Steady",
                EnumSet.of(target));
        return compiled.initialize(1);
    }

    private static float[] numbers(int length) {
        float[] numbers = new float[length];
        for (int i = 0; i < length; i++) numbers[i] = (i % 7) / 7f;
        return numbers;
    }

    /** Bytes that all threads allocate in some rounds, when they allocate the least. */
    private long allocated(Runnable round) throws InterruptedException {
        long counting = counting();
        long least = Long.MAX_VALUE;
        for (int n = 0; n < PATIENCE && least > MOST; n++) {
            if (n > 0) Thread.sleep(PAUSE_MILLIS);
            long before = total();
            for (int i = 0; i < ROUNDS; i++) round.run();
            least = Math.min(least, total() - before - counting);
        }
        return least;
    }

    /** What counting allocates by itself, at the least. */
    private long counting() {
        long least = Long.MAX_VALUE;
        for (int n = 0; n < ROUNDS; n++) {
            long before = total();
            least = Math.min(least, total() - before);
        }
        return least;
    }

    private long total() {
        long sum = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) sum += Math.max(0, bytes);
        return sum;
    }

    /**
     * A single sample, a rest, a block, blocks and two single samples. By vectors only blocks: HotSpot does not always
     * keep vectors in registers in the dense kernel of a single sample whose last vector is incomplete.
     */
    private static int[] batches(Target target, int block) {
        return target == Target.PLAIN ? new int[] {1, block - 1, block, 2 * block + 2} : new int[] {block - 1, 2 * block};
    }

    @ParameterizedTest
    @CsvSource({
        "lenet5, PLAIN, 1", "lenet5, PLAIN, 2", "lenet5, V256, 1", "residual, PLAIN, 1", "residual, PLAIN, 2",
        "dropped, PLAIN, 1", "dropped, PLAIN, 2"
    })
    void sessionsAllocateNothing(String model, Target target, int workers) throws InterruptedException {
        try (Session session = network(model, target).session(workers, target)) {
            for (int samples : batches(target, session.block())) {
                float[] inputs = numbers(samples * session.inputSize());
                float[] outputs = new float[samples * session.outputSize()];
                assertThat(allocated(() -> session.predict(inputs, samples, outputs))).as("%d samples", samples).isLessThanOrEqualTo(MOST);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "lenet5, PLAIN, 1", "lenet5, PLAIN, 2", "lenet5, V256, 1", "residual, PLAIN, 1", "residual, PLAIN, 2",
        "dropped, PLAIN, 1", "dropped, PLAIN, 2"
    })
    void trainersAllocateNothing(String model, Target target, int workers) throws InterruptedException {
        try (Trainer trainer = network(model, target).trainer(1, workers, target)) {
            int samples = 40;
            float[] inputs = numbers(samples * trainer.inputSize());
            float[] targets = new float[samples * trainer.targetSize()];
            for (int i = 0; i < samples; i++) targets[i * trainer.targetSize()] = 1;
            assertThat(allocated(() -> trainer.step(inputs, targets, samples))).isLessThanOrEqualTo(MOST);
        }
    }
}
