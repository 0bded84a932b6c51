package org.cnnc.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cnnc.compiler.link.CompiledModel;
import org.cnnc.runtime.Network;
import org.cnnc.runtime.Target;
import org.cnnc.runtime.Trainer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The same seed gives the same bits. */
class DeterminismTest {
    private static final int STEPS = 30;
    private static final int BATCH = 64;
    private static final int LAST_BATCH = 37;
    private static final int PIXELS = 2 * 12 * 12;
    private static final int CLASSES = 5;

    /** A model without and one with normalisation over the batch, whose steps run in phases; each optimizer. */
    private static final Map<String, CompiledModel> MODELS = new HashMap<>();

    private static final String SGD = "sgd(lr = 0.05, momentum = 0.9, weight_decay = 0.001)";

    private static final List<String> OTHER_OPTIMIZERS = List.of(
            "sgd(lr = 0.05, momentum = 0.9, nesterov = true, l1 = 1e-4, l2 = 1e-3, clip_norm = 0.5)",
            "adagrad(lr_decay = 0.01, initial = 0.1)", "rmsprop(0.001, momentum = 0.9, clip_norm = 1)", "adam(clip_norm = 1)",
            "adamw(l1 = 1e-4)", "nadam(weight_decay = 0.01, clip_norm = 1)");

    private static float[] images;
    private static float[] targets;

    @BeforeAll
    static void compile() {
        for (String between : List.of("relu", "batchnorm; relu")) MODELS.put(between, model(between, SGD));
        for (String optimizer : OTHER_OPTIMIZERS) MODELS.put(optimizer, model("relu", optimizer));
        Random random = new Random(1);
        images = new float[BATCH * PIXELS];
        for (int i = 0; i < images.length; i++) images[i] = random.nextFloat();
        targets = new float[BATCH * CLASSES];
        for (int s = 0; s < BATCH; s++) targets[s * CLASSES + random.nextInt(CLASSES)] = 1;
    }

    private static CompiledModel model(String between, String optimizer) {
        return CompiledModel.compile(Models.text("""
                model Net {
                    input image: 2 x 12 x 12
                    conv 6, 3x3, pad=1, bias=true; %s
                    maxpool 2x2
                    dropout 0.25
                    conv 9, 3x3, bias=true; %s
                    flatten
                    dropout
                    dense 17, tanh
                    dense 5
                    softmax
                }
                train Net {
                    loss cross_entropy
                    optimizer %s
                }
                """.formatted(between, between, optimizer)).graph(), "Net");
    }

    static List<Arguments> cases() {
        return MODELS.keySet().stream()
                .flatMap(name -> Arrays.stream(Target.values()).map(target -> Arguments.of(name, target)))
                .toList();
    }

    /** Every third batch is a smaller one, as the last of an epoch is. */
    private static void steps(Trainer trainer, int from, int to) {
        for (int step = from; step < to; step++) {
            trainer.step(images, targets, step % 3 == 2 ? LAST_BATCH : BATCH);
        }
    }

    private static float[] trained(CompiledModel model, Target target, int threads, long seed) {
        Network network = model.initialize(1);
        try (Trainer trainer = network.trainer(seed, threads, target)) {
            steps(trainer, 0, STEPS);
        }
        return network.parameters();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void threadsDoNotChangeABit(String name, Target target) {
        CompiledModel model = MODELS.get(name);
        float[] one = trained(model, target, 1, 7);
        assertThat(trained(model, target, 2, 7)).isEqualTo(one);
        assertThat(trained(model, target, 3, 7)).isEqualTo(one);
        assertThat(trained(model, target, 1, 8)).isNotEqualTo(one);
        assertThat(model.initialize(1).parameters()).isNotEqualTo(one);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aResumedTrainerEndsAsAnUnbrokenOne(String name, Target target) {
        CompiledModel model = MODELS.get(name);
        Network network = model.initialize(1);
        long steps;
        float[] state;
        try (Trainer trainer = network.trainer(7, 2, target)) {
            steps(trainer, 0, 13);
            steps = trainer.steps();
            state = trainer.state().clone();
        }
        Network other = model.initialize(99);
        System.arraycopy(network.parameters(), 0, other.parameters(), 0, network.parameters().length);
        try (Trainer trainer = other.trainer(7, 1, target)) {
            trainer.restore(steps, state);
            steps(trainer, 13, STEPS);
        }
        assertThat(other.parameters()).isEqualTo(trained(model, target, 1, 7));
    }
}
