package org.cnnc.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.cnnc.compiler.link.CompiledModel;
import org.cnnc.runtime.Network;
import org.cnnc.runtime.Parameter;
import org.cnnc.runtime.Target;
import org.cnnc.runtime.Trainer;
import org.cnnc.train.DataException;
import org.cnnc.train.Dataset;
import org.cnnc.train.DivergenceException;
import org.cnnc.train.Normalization;
import org.cnnc.train.RunDirectory;
import org.cnnc.train.Split;
import org.cnnc.train.TrainingListener;
import org.cnnc.train.TrainingLoop;
import org.cnnc.train.TrainingResult;
import org.cnnc.train.TrainingSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Running statistics through runs, checkpoints and weight files. */
class BatchNormTest {
    private static final CompiledModel MODEL = CompiledModel.compile(Models.text("""
            model Net(classes = 3) {
                input values: 6
                dense 12, bias=false
                N: batchnorm momentum=0.2
                relu
                dense classes
                softmax
            }
            train Net {
                loss cross_entropy
                optimizer sgd(lr = 0.1, momentum = 0.9, weight_decay = 0.01)
            }
            """).graph(), "Net");

    @TempDir
    private Path folder;

    /** Three clouds away from the origin, two deviations apart. */
    private static Dataset clouds(int samples, long seed) {
        Random random = new Random(seed);
        float[] values = new float[samples * 6];
        int[] labels = new int[samples];
        for (int s = 0; s < samples; s++) {
            labels[s] = s % 3;
            for (int i = 0; i < 6; i++) values[6 * s + i] = (float) (3 * i + (i % 3 == labels[s] ? 2 : 0) + random.nextGaussian());
        }
        return new Dataset(values, new int[] {6}, labels, 3);
    }

    private static Split data(int train) {
        return new Split(clouds(train, 1), clouds(90, 2), clouds(90, 3), Normalization.NONE);
    }

    private static TrainingResult run(Network network, int epochs, RunDirectory directory, int stopAfter)
            throws IOException, DivergenceException {
        TrainingLoop[] loop = new TrainingLoop[1];
        TrainingListener listener = new TrainingListener() {
            private int batches;

            @Override
            public void batchDone(Progress progress) {
                if (++batches == stopAfter) loop[0].stop();
            }
        };
        TrainingSettings settings = new TrainingSettings(epochs, 32, 5, 2, Map.of());
        loop[0] = new TrainingLoop(
                network, data(200), settings, listener, Optional.of(directory));
        return loop[0].run();
    }

    /** The same bits in the weights, the running statistics and the optimizer's state. */
    @Test
    void aRunStoppedAndResumedEndsBitEqual() throws Exception {
        Path whole = folder.resolve("whole");
        TrainingResult result = run(MODEL.initialize(1), 12, RunDirectory.create(whole), -1);
        assertThat(result.test().accuracy()).isGreaterThan(0.8);
        Path parts = folder.resolve("parts");
        assertThat(run(MODEL.initialize(1), 12, RunDirectory.create(parts), 17).stopped()).isTrue();
        run(MODEL.initialize(9), 12, RunDirectory.resume(parts), -1);
        for (String file : new String[] {"weights.safetensors", "last.ckpt"}) {
            assertThat(parts.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
        }
    }

    /** What is saved is what evaluates: all four tensors, the statistics those of the best epoch. */
    @Test
    void theWeightFileHoldsTheRunningStatistics() throws Exception {
        RunDirectory run = RunDirectory.create(folder.resolve("run"));
        Network network = MODEL.initialize(1);
        run(network, 3, run, -1);
        assertThat(network.signature().parameters().stream().map(Parameter::name))
                .contains("N.weight", "N.bias", "N.running_mean", "N.running_var");
        assertThat(MODEL.load(run.weights()).parameters()).isEqualTo(network.parameters());
        assertThat(statistic(network, "running_mean")).doesNotContain(0f);
    }

    /** One step by hand: the mean of all, and their variance by n - 1, each a fifth of the new statistic. */
    @Test
    void aStepMovesTheStatisticsByTheMomentum() {
        Dataset clouds = clouds(50, 4);
        float[] samples = new float[50 * 6];
        float[] targets = new float[50 * 3];
        for (int s = 0; s < 50; s++) {
            clouds.samples().fill(s, samples, 6 * s);
            clouds.targets().write(s, targets, 3 * s, 3);
        }
        Network network = MODEL.initialize(1);
        float[] weights = network.parameters().clone();
        Parameter dense = network.signature().parameters().getFirst();
        double[][] results = new double[12][50];
        for (int s = 0; s < 50; s++) {
            for (int u = 0; u < 12; u++) {
                for (int i = 0; i < 6; i++) {
                    results[u][s] += (double) weights[dense.offset() + 6 * u + i] * samples[6 * s + i];
                }
            }
        }
        try (Trainer trainer = network.trainer(1, 2, Target.PLAIN)) {
            trainer.step(samples, targets, 50);
        }
        for (int u = 0; u < 12; u++) {
            double mean = Arrays.stream(results[u]).average().orElseThrow();
            double variance = Arrays.stream(results[u]).map(x -> (x - mean) * (x - mean)).sum() / 49;
            assertThat(statistic(network, "running_mean")[u] / (0.2 * mean)).isBetween(1 - 1e-5, 1 + 1e-5);
            assertThat(statistic(network, "running_var")[u] / (0.8 + 0.2 * variance)).isBetween(1 - 1e-4, 1 + 1e-4);
        }
    }

    private static float[] statistic(Network network, String name) {
        Parameter parameter = network.signature().parameters().stream()
                .filter(p -> p.name().equals("N." + name)).findFirst().orElseThrow();
        return Arrays.copyOfRange(network.parameters(), parameter.offset(), parameter.offset() + parameter.size());
    }

    @Test
    void aLastBatchOfOneSampleIsRefusedBeforeTheRun() {
        TrainingSettings settings = new TrainingSettings(1, 32, 5, 1, Map.of());
        assertThatThrownBy(() -> new TrainingLoop(
                        MODEL.initialize(1), data(97), settings, new TrainingListener() {}, Optional.empty()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("the last batch of an epoch has 1 of 97 samples")
                .hasMessageContaining("takes 2 or more");
    }
}
