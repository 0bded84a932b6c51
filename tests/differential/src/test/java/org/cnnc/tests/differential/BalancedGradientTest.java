package org.cnnc.tests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.link.CompiledModel;
import org.cnnc.runtime.Network;
import org.cnnc.runtime.Target;
import org.cnnc.runtime.Trainer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The gradients of softmax cross entropy add up to 0 over the classes, whatever the targets. Roundings may miss that, but
 * must not lean to a side: nothing brings the classes' biases back from where a lean of every step takes them.
 */
class BalancedGradientTest {
    private static final int CLASSES = 5;
    private static final int SAMPLES = 20;
    private static final int STEPS = 400;

    /** The mean of {@link #STEPS} sums, each of terms of about 0.05 that are rounded to 2e-9. */
    private static final double LEAN = 1e-9;

    private static final String MODEL = """
            model M {
                input signal: 12
                dense 5
            }
            train M {
                loss cross_entropy
                optimizer sgd(lr = 1)
            }
            """;

    @ParameterizedTest
    @EnumSource(Target.class)
    void roundingsDoNotLean(Target target) {
        TypedGraph graph = new Example(MODEL, 0, 0).graph().orElseThrow();
        Network network = CompiledModel.compile(graph, "M").initialize(1);
        int bias = graph.parameters().stream().filter(p -> p.name().endsWith("bias")).findFirst().orElseThrow().offset();
        float[] start = network.parameters().clone();
        Random random = new Random(1);
        double lean = 0;
        try (Trainer trainer = network.trainer(1, 1, target)) {
            for (int step = 0; step < STEPS; step++) {
                System.arraycopy(start, 0, network.parameters(), 0, start.length);
                trainer.step(inputs(random), targets(random), SAMPLES);
                // The biases began at 0 and moved by their gradients.
                for (int c = 0; c < CLASSES; c++) lean += network.parameters()[bias + c];
            }
        }
        assertThat(Math.abs(lean / STEPS)).isLessThan(LEAN);
    }

    private static float[] inputs(Random random) {
        float[] inputs = new float[SAMPLES * 12];
        for (int i = 0; i < inputs.length; i++) inputs[i] = (float) random.nextGaussian();
        return inputs;
    }

    /** Probabilities that floats cannot hold exactly. */
    private static float[] targets(Random random) {
        float[] targets = new float[SAMPLES * CLASSES];
        for (int s = 0; s < SAMPLES; s++) {
            float sum = 0;
            for (int c = 0; c < CLASSES; c++) sum += targets[s * CLASSES + c] = 1 + random.nextInt(16);
            for (int c = 0; c < CLASSES; c++) targets[s * CLASSES + c] /= sum;
        }
        return targets;
    }
}
