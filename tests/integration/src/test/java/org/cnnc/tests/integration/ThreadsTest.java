package org.cnnc.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.cnnc.compiler.autodiff.Folding;
import org.cnnc.compiler.autodiff.Inference;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.link.CompiledModel;
import org.cnnc.compiler.schedule.InferenceSchedules;
import org.cnnc.runtime.Network;
import org.cnnc.runtime.Session;
import org.cnnc.runtime.Target;
import org.cnnc.runtime.Trainer;
import org.cnnc.runtime.VectorChoice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Threads that share one sample or one block change no bit, and allocate nothing. */
class ThreadsTest {
    private static final List<Integer> THREADS = List.of(2, 3, 5);

    static Stream<Arguments> models() {
        return Stream.of("resnet20_cifar.cnn", "squeezenet1_1.cnn", "mobilenet_v2.cnn").flatMap(file ->
                Set.of(Target.PLAIN, VectorChoice.current().target()).stream().map(target -> Arguments.of(file, target)));
    }

    private static float[] uniform(int length) {
        Random random = new Random(1);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) values[i] = random.nextFloat();
        return values;
    }

    private static float[] predicted(Network network, int threads, Target target, int samples) {
        try (Session session = network.session(threads, target)) {
            float[] outputs = new float[samples * session.outputSize()];
            session.predict(uniform(samples * session.inputSize()), samples, outputs);
            return outputs;
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void aSampleOfTheZooHasTheSameBitsAtAnyNumberOfThreads(String file, Target target) {
        TypedGraph graph = Models.file(file).graph();
        assertThat(InferenceSchedules.of(Folding.fold(Inference.inference(graph)), target).single().sections())
                .as("sections that are worth sharing").filteredOn(section -> section.pieces() > 1)
                .hasSizeGreaterThan(target == Target.PLAIN ? 5 : 10);
        Network network = CompiledModel.compile(graph, "Net", EnumSet.of(target), Optional.empty()).initialize(1);
        float[] one = predicted(network, 1, target, 1);
        assertThat(one).doesNotContain(Float.NaN);
        for (int threads : THREADS) assertThat(predicted(network, threads, target, 1)).as(threads + " threads").isEqualTo(one);
    }

    /** A single sample and a block on several threads; a block of 16 that is not full, and samples beside it. */
    @ParameterizedTest
    @CsvSource({"2", "7", "18", "36"})
    void someSamplesHaveTheSameBitsAtAnyNumberOfThreads(int samples) {
        Target target = VectorChoice.current().target();
        TypedGraph graph = Models.file("resnet20_cifar.cnn").graph();
        Network network = CompiledModel.compile(graph, "Net", EnumSet.of(target), Optional.empty()).initialize(1);
        float[] one = predicted(network, 1, target, samples);
        for (int threads : THREADS) {
            assertThat(predicted(network, threads, target, samples)).as(threads + " threads").isEqualTo(one);
        }
    }

    /** Two blocks of a batch, which fewer threads take one by one and more share. */
    @Test
    void trainingHasTheSameBitsAtAnyNumberOfThreads() {
        Target target = VectorChoice.current().target();
        TypedGraph graph = Models.file("resnet20_cifar.cnn").graph();
        CompiledModel model = CompiledModel.compile(graph, "Net", EnumSet.of(target), Optional.empty());
        float[] one = trained(model, 1, target);
        for (int threads : THREADS) assertThat(trained(model, threads, target)).as(threads + " threads").isEqualTo(one);
    }

    private static float[] trained(CompiledModel model, int threads, Target target) {
        Network network = model.initialize(1);
        try (Trainer trainer = network.trainer(7, threads, target)) {
            float[] targets = new float[23 * trainer.targetSize()];
            for (int s = 0; s < 23; s++) targets[s * trainer.targetSize() + s % trainer.targetSize()] = 1;
            for (int step = 0; step < 2; step++) trainer.step(uniform(23 * trainer.inputSize()), targets, 23);
        }
        return network.parameters();
    }

    /** Plain loops: in the interpreter, vectors are objects. */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "3, 1", "2, 2", "3, 17"})
    void predictionsAllocateNothing(int threads, int samples) {
        TypedGraph graph = Models.text("""
                model Net {
                    input image: 8 x 24 x 24
                    conv 24, 3x3, pad=1, bias=true; relu
                    maxpool 2x2
                    conv 32, 3x3, bias=true; relu
                    flatten
                    dense 100
                }
                """).graph();
        assertThat(InferenceSchedules.of(Folding.fold(graph), Target.PLAIN).single().sections()).anyMatch(section -> section.pieces() > 1);
        Network network = CompiledModel.compile(graph, "Net", EnumSet.of(Target.PLAIN)).initialize(1);
        int rounds = 500;
        try (Session session = network.session(threads, Target.PLAIN)) {
            float[] inputs = uniform(samples * session.inputSize());
            float[] outputs = new float[samples * session.outputSize()];
            for (int i = 0; i < 50; i++) session.predict(inputs, samples, outputs);
            long[] ids = ids();
            allocated(ids);
            long before = allocated(ids);
            for (int i = 0; i < rounds; i++) session.predict(inputs, samples, outputs);
            assertThat(allocated(ids) - before).isLessThan(8L * rounds);
        }
    }

    /** This thread and those of a session; others of the JVM have their own business. */
    private static long[] ids() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread == Thread.currentThread() || thread.getName().startsWith("cnn-"))
                .mapToLong(Thread::threadId)
                .toArray();
    }

    private static long allocated(long[] threads) {
        ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long thread : threads) sum += Math.max(0, bean.getThreadAllocatedBytes(thread));
        return sum;
    }
}
