package org.cnnc.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.cnnc.compiler.link.CompiledModel;
import org.cnnc.runtime.Network;
import org.cnnc.runtime.Parameter;
import org.cnnc.runtime.Session;
import org.cnnc.runtime.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network of attention that learns what needs it: which of two words stands first in a sequence. */
class SequenceTest {
    private static final int WORDS = 5;
    private static final int LENGTH = 8;
    private static final int BATCH = 64;
    private static final int STEPS = 500;

    /** The mean over all positions forgets their order, so that only the encoding, and who attends to whom, can tell. */
    private static final String MODEL = """
            model Order {
                input words: 5 x 8
                conv 8, 1
                POS: positional
                branch attended { attention 2 }
                branch kept { }
                add
                conv 16, 1, relu
                dropconnect 0.1
                global_avgpool
                flatten
                dense 2
                softmax
            }
            train Order { optimizer adam(lr = 0.005) }
            """;

    @TempDir
    Path folder;

    /** Words 0 and 1 once each, among others; the class is whether 0 stands first. */
    private static void draw(Random random, float[] inputs, float[] targets, int samples) {
        Arrays.fill(inputs, 0);
        Arrays.fill(targets, 0);
        for (int s = 0; s < samples; s++) {
            int zero = random.nextInt(LENGTH);
            int one = (zero + 1 + random.nextInt(LENGTH - 1)) % LENGTH;
            for (int l = 0; l < LENGTH; l++) {
                int word = l == zero ? 0 : l == one ? 1 : 2 + random.nextInt(WORDS - 2);
                inputs[(s * WORDS + word) * LENGTH + l] = 1;
            }
            targets[2 * s + (zero < one ? 1 : 0)] = 1;
        }
    }

    private static double accuracy(Network network) {
        int samples = 1000;
        float[] inputs = new float[samples * WORDS * LENGTH];
        float[] targets = new float[samples * 2];
        draw(new Random(99), inputs, targets, samples);
        float[] found = new float[samples * 2];
        try (Session session = network.session(1)) {
            session.predict(inputs, samples, found);
        }
        int right = 0;
        for (int s = 0; s < samples; s++) if (found[2 * s] > found[2 * s + 1] == targets[2 * s] > 0.5) right++;
        return right / (double) samples;
    }

    private static Network trained(int threads) throws IOException {
        Network network = CompiledModel.compile(Models.text(MODEL).graph(), "Order").initialize(1);
        Random random = new Random(1);
        float[] inputs = new float[BATCH * WORDS * LENGTH];
        float[] targets = new float[BATCH * 2];
        try (Trainer trainer = network.trainer(1, threads)) {
            for (int step = 0; step < STEPS; step++) {
                draw(random, inputs, targets, BATCH);
                trainer.step(inputs, targets, BATCH);
            }
        }
        return network;
    }

    @Test
    void learnsAndKeepsItsWeightsAlikeAtAnyNumberOfThreads() throws IOException {
        Network network = trained(1);
        double accuracy = accuracy(network);
        assertThat(accuracy).isGreaterThan(0.95);
        assertThat(trained(2).parameters()).containsExactly(network.parameters());

        Path file = folder.resolve("order.safetensors");
        network.save(file);
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
                .contains("attention1.in_proj_weight", "attention1.in_proj_bias", "attention1.out_proj.weight")
                .doesNotContain("POS");
        Network loaded = CompiledModel.compile(Models.text(MODEL).graph(), "Loaded").load(file);
        assertThat(loaded.parameters()).containsExactly(network.parameters());
        Parameter waves = loaded.signature().parameters().stream()
                .filter(parameter -> parameter.name().equals("POS.encoding"))
                .findFirst()
                .orElseThrow();
        assertThat(loaded.parameters()[waves.offset() + 8]).isEqualTo((float) Math.sin(1));
    }
}
