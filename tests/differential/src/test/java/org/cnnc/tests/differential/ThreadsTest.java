package org.cnnc.tests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.cnnc.compiler.autodiff.Autodiff;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.link.CompiledModel;
import org.cnnc.compiler.schedule.Scheduler;
import org.cnnc.runtime.Network;
import org.cnnc.runtime.Session;
import org.cnnc.runtime.Target;
import org.cnnc.runtime.Trainer;
import org.junit.jupiter.api.Test;

/** Random networks, large enough for threads to share a sample or a block: the same bits at any number of threads. */
class ThreadsTest {
    private static final int[] THREADS = {2, 3, 5};

    @Test
    void threadsChangeNoBit() {
        RandomNetwork networks = RandomNetwork.large(new Random(Cases.SEED));
        int shared = 0;
        for (int i = 0; i < Math.max(1, Cases.COUNT / 10); i++) {
            Example example = networks.example();
            TypedGraph graph = example.graph().orElseThrow();
            CompiledModel model = CompiledModel.compile(graph, "Example");
            for (Target target : Target.values()) {
                if (Scheduler.training(Autodiff.autodiff(graph), target).sections().stream()
                        .anyMatch(section -> section.pieces() > 1)) shared++;
                Batch batch = Batch.draw(model.signature(), example.samples(), example.seed(), false);
                float[] outputs = outputs(model, batch, target, 1, example);
                float[] trained = trained(model, batch, target, 1, example);
                for (int threads : THREADS) {
                    String where = threads + " threads, " + target + ", " + example;
                    assertThat(outputs(model, batch, target, threads, example)).as(where).isEqualTo(outputs);
                    assertThat(trained(model, batch, target, threads, example)).as(where).isEqualTo(trained);
                }
            }
        }
        assertThat(shared).as("networks that threads share").isPositive();
    }

    private static Network network(CompiledModel model, Batch batch, Example example) {
        Network network = model.initialize(example.seed());
        System.arraycopy(batch.parameters(), 0, network.parameters(), 0, batch.parameters().length);
        return network;
    }

    private static float[] outputs(CompiledModel model, Batch batch, Target target, int threads, Example example) {
        try (Session session = network(model, batch, example).session(threads, target)) {
            float[] outputs = new float[batch.samples() * session.outputSize()];
            session.predict(batch.inputs(), batch.samples(), outputs);
            return outputs;
        }
    }

    private static float[] trained(CompiledModel model, Batch batch, Target target, int threads, Example example) {
        Network network = network(model, batch, example);
        try (Trainer trainer = network.trainer(example.seed(), threads, target)) {
            trainer.step(batch.inputs(), batch.targets(), batch.samples());
            return network.parameters();
        }
    }
}
