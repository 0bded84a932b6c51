package org.cnnc.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.link.CompiledModel;
import org.cnnc.compiler.memory.MemoryUse;
import org.cnnc.runtime.Network;
import org.cnnc.runtime.Session;
import org.cnnc.runtime.Target;
import org.cnnc.runtime.Trainer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code summary}, {@code expect memory} and locks promise is what a session and a trainer hold, to a tenth. */
class MemoryTest {
    private static final Percentage A_TENTH = Percentage.withPercentage(10);

    private static Network network(TypedGraph graph, Target target) {
        return CompiledModel.compile(graph, "org.example.Measured", EnumSet.of(target)).initialize(1);
    }

    private static float[] numbers(int length) {
        float[] numbers = new float[length];
        for (int i = 0; i < length; i++) numbers[i] = (i % 7) / 7f;
        return numbers;
    }

    private static long held(Object object) throws IllegalAccessException {
        return Float.BYTES * HeldFloats.of(object);
    }

    /** Whether a second thread comes in time to have any work is not for the plan to say. */
    private static void assertPromised(MemoryUse promised, int threads, long held) {
        if (threads == 1) {
            assertThat(held).isCloseTo(promised.total(), A_TENTH);
        } else {
            long most = promised.total() + (threads - 1) * promised.perThread();
            assertThat((double) held).isBetween(0.9 * promised.total(), 1.1 * most);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "lenet5, PLAIN, 1", "lenet5, V256, 1", "lenet5, PLAIN, 2", "mnist_keras, PLAIN, 1", "exercise10_1, V128, 1",
        "digits, V512, 2", "xor, PLAIN, 1"
    })
    void aSessionHoldsWhatIsPromised(String file, Target target, int threads) throws IllegalAccessException {
        TypedGraph graph = Models.file(file + ".cnn").graph();
        MemoryUse promised = MemoryUse.inference(graph, target);
        try (Session session = network(graph, target).session(threads, target)) {
            for (int samples : new int[] {threads, threads * session.block() + threads}) {
                session.predict(numbers(samples * session.inputSize()), samples, new float[samples * session.outputSize()]);
            }
            assertPromised(promised, threads, held(session));
        }
    }

    @ParameterizedTest
    @CsvSource({"lenet5, PLAIN", "mnist_keras, V256", "resnet20_cifar, PLAIN", "squeezenet1_1, PLAIN"})
    void aSessionOfOneSampleAtATimeHoldsNoBlocks(String file, Target target) throws IllegalAccessException {
        TypedGraph graph = Models.file(file + ".cnn").graph();
        MemoryUse promised = MemoryUse.single(graph, target);
        try (Session session = network(graph, target).session(1, target)) {
            session.predict(numbers(session.inputSize()), 1, new float[session.outputSize()]);
            assertThat(held(session)).isCloseTo(promised.total(), A_TENTH);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "lenet5, PLAIN, 1", "lenet5, V256, 1", "lenet5, V256, 2", "mnist_keras, V256, 1", "digits, PLAIN, 1"
    })
    void aTrainerHoldsWhatIsPromised(String file, Target target, int threads) throws IllegalAccessException {
        TypedGraph graph = Models.file(file + ".cnn").graph();
        int batch = graph.training().orElseThrow().batch();
        MemoryUse promised = MemoryUse.training(graph, target);
        try (Trainer trainer = network(graph, target).trainer(1, threads, target)) {
            float[] targets = new float[batch * trainer.targetSize()];
            IntStream.range(0, batch).forEach(sample -> targets[sample * trainer.targetSize()] = 1);
            trainer.step(numbers(batch * trainer.inputSize()), targets, batch);
            assertPromised(promised, threads, held(trainer));
        }
    }
}
