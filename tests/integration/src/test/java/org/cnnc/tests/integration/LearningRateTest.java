package org.cnnc.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cnnc.compiler.link.CompiledModel;
import org.cnnc.runtime.Network;
import org.cnnc.runtime.Weights;
import org.cnnc.train.data.DataOptions;
import org.cnnc.train.DivergenceException;
import org.cnnc.train.data.MnistSource;
import org.cnnc.train.RunDirectory;
import org.cnnc.train.Split;
import org.cnnc.train.TrainingListener;
import org.cnnc.train.TrainingLoop;
import org.cnnc.train.TrainingResult;
import org.cnnc.train.TrainingSettings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** LeNet-5 on a tenth of MNIST, an epoch at several learning rates. */
class LearningRateTest {
    private static CompiledModel lenet;
    private static Split data;

    @TempDir
    private Path folder;

    private final List<String> warnings = new ArrayList<>();

    @BeforeAll
    static void compile() throws IOException {
        lenet = CompiledModel.compile(Models.file("lenet5.cnn").graph(), "LeNet5");
        data = MnistSource.embedded().load(new DataOptions(2, false, 512, 6000, 1));
    }

    private TrainingResult epochs(int epochs, float rate, RunDirectory directory) throws IOException, DivergenceException {
        TrainingSettings settings = new TrainingSettings(epochs, 64, 1, 2, Map.of("lr", rate));
        TrainingListener listener = new TrainingListener() {
            @Override
            public void warning(String message) {
                warnings.add(message);
            }
        };
        return new TrainingLoop(
                lenet.initialize(1), data, settings, listener, Optional.of(directory)).run();
    }

    private RunDirectory directory(String name) throws IOException {
        return RunDirectory.create(folder.resolve(name));
    }

    @Test
    void aTenthLearnsFasterThanAHundredth() throws IOException, DivergenceException {
        TrainingResult tenth = epochs(1, 0.1f, directory("tenth"));
        TrainingResult hundredth = epochs(1, 0.01f, directory("hundredth"));
        assertThat(tenth.test().loss()).isLessThan(hundredth.test().loss());
        assertThat(tenth.test().accuracy()).isGreaterThan(0.85);
    }

    /** Either the run says that it diverged, or it ends and says that nothing was learnt. */
    @Test
    void oneDoesNotLearnAndLeavesNoBrokenWeights() throws IOException {
        RunDirectory run = directory("one");
        try {
            TrainingResult result = epochs(1, 1f, run);
            assertThat(result.test().accuracy()).isLessThan(0.2);
            assertThat(warnings).anyMatch(warning -> warning.contains("learning rate"));
        } catch (DivergenceException diverged) {
            assertThat(diverged).hasMessageContainingAll("learning rate of 1", "try a lower rate");
        }
        if (Files.exists(run.weights())) assertThat(lenet.load(run.weights()).parameters()).doesNotContain(Float.NaN);
    }

    @Test
    void goodWeightsSurviveADivergence() throws IOException, DivergenceException {
        RunDirectory run = directory("run");
        epochs(1, 0.1f, run);
        byte[] good = Files.readAllBytes(run.weights());
        Network network = lenet.load(run.weights());
        try {
            epochs(2, 1e6f, RunDirectory.resume(run.folder()));
            throw new AssertionError("a learning rate of a million did not diverge");
        } catch (DivergenceException diverged) {
            assertThat(diverged.epoch()).isEqualTo(2);
        }
        assertThat(Files.readAllBytes(run.weights())).isEqualTo(good);
        assertThat(Weights.load(network.signature(), run.weights())).isEqualTo(network.parameters());
    }
}
