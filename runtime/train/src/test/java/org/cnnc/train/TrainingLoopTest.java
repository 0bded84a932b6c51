package org.cnnc.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cnnc.runtime.Weights;
import org.cnnc.train.augment.Augmentation;
import org.cnnc.train.augment.Crop;
import org.cnnc.train.augment.Cutmix;
import org.cnnc.train.augment.Cutout;
import org.cnnc.train.augment.Flip;
import org.cnnc.train.augment.Mixup;
import org.cnnc.train.augment.Noise;
import org.cnnc.train.augment.Rotate;
import org.cnnc.train.augment.Scale;
import org.cnnc.train.augment.Shear;
import org.cnnc.train.augment.Shift;
import org.cnnc.train.schedule.LearningRate;
import org.cnnc.train.schedule.Plateau;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingLoopTest {
    @TempDir
    Path folder;

    private final Split data = Blobs.split(95, 30, 60);

    private static final class Log implements TrainingListener {
        final List<EpochResult> epochs = new ArrayList<>();
        final List<Progress> batches = new ArrayList<>();
        final List<String> warnings = new ArrayList<>();
        final List<TrainingResult> results = new ArrayList<>();
        Runnable afterBatch = () -> {};

        @Override
        public void batchDone(Progress progress) {
            batches.add(progress);
            afterBatch.run();
        }

        @Override
        public void epochDone(EpochResult result) {
            epochs.add(result);
        }

        @Override
        public void warning(String message) {
            warnings.add(message);
        }

        @Override
        public void done(TrainingResult result) {
            results.add(result);
        }
    }

    private final Log log = new Log();
    private final SoftmaxNetwork network = SoftmaxNetwork.of(Blobs.FEATURES, Blobs.CLASSES, 5);

    private static TrainingSettings settings(int epochs, int threads, double lr) {
        return new TrainingSettings(epochs, 10, 5, threads, Map.of("lr", (float) lr));
    }

    /** The blobs as images of 2 x 3 pixels, augmented in every way that they can bear. */
    private TrainingLoop augmented(SoftmaxNetwork network, int threads, RunDirectory directory) throws DataException {
        List<Augmentation> all = List.of(
                new Shift(1), new Flip(), new Rotate(10), new Scale(0.9, 1.1), new Shear(5), new Crop(1), new Cutout(1),
                new Mixup(0.2), new Cutmix(1), new Noise(0.1));
        Split images = new Split(image(data.train()), image(data.validation()), image(data.test()), Normalization.NONE);
        TrainingSettings settings = new TrainingSettings(5, 10, 5, threads, Map.of("lr", 0.3f), all);
        return new TrainingLoop(
                network, images, settings, log, Optional.ofNullable(directory));
    }

    private static Dataset image(Dataset blobs) {
        return new Dataset(Blobs.values(blobs), new int[] {1, 2, 3}, blobs.targets());
    }

    private TrainingLoop loop(SoftmaxNetwork network, TrainingSettings settings, RunDirectory directory)
            throws DataException {
        return new TrainingLoop(
                network, data, settings, log, Optional.ofNullable(directory));
    }

    @Test
    void learnsWhatIsLinearlySeparable() throws Exception {
        RunDirectory run = RunDirectory.create(folder.resolve("run"));
        TrainingResult result = loop(network, settings(6, 1, 0.3), run).run();
        assertThat(result.test().accuracy()).isGreaterThan(0.95);
        assertThat(result.epochs()).isEqualTo(6);
        assertThat(result.stopped()).isFalse();
        assertThat(log.results).containsExactly(result);
        assertThat(log.warnings).isEmpty();
        assertThat(log.batches).hasSize(60);
        assertThat(log.batches.getLast().secondsLeft()).isZero();
        assertThat(log.epochs).hasSize(6);
        assertThat(log.epochs.getLast().trainLoss()).isLessThan(log.epochs.getFirst().trainLoss());
        assertThat(Files.readAllLines(run.history())).hasSize(6)
                .containsExactlyElementsOf(log.epochs.stream().map(EpochResult::toJson).toList());
        assertThat(Weights.load(network.signature(), run.weights())).containsExactly(network.parameters());
    }

    @Test
    void theBestEpochsWeightsAreInTheNetworkAtTheEnd() throws Exception {
        TrainingResult result = loop(network, settings(8, 1, 2.5), null).run();
        EpochResult best = log.epochs.getFirst();
        for (EpochResult epoch : log.epochs) {
            double gain = epoch.validation().accuracy() - best.validation().accuracy();
            if (gain > 0 || gain == 0 && epoch.validation().loss() < best.validation().loss()) best = epoch;
        }
        assertThat(result.bestEpoch()).isEqualTo(best.epoch());
        assertThat(result.bestAccuracy()).isEqualTo(best.validation().accuracy());
        assertThat(result.bestLoss()).isEqualTo(best.validation().loss());
        SoftmaxNetwork again = SoftmaxNetwork.of(Blobs.FEATURES, Blobs.CLASSES, 5);
        loop(again, settings(best.epoch(), 1, 2.5), null).run();
        assertThat(network.parameters()).containsExactly(again.parameters());
    }

    @Test
    void anyNumberOfThreadsGivesTheSameBits() throws Exception {
        loop(network, settings(3, 1, 0.3), null).run();
        for (int threads : new int[] {2, 3}) {
            SoftmaxNetwork other = SoftmaxNetwork.of(Blobs.FEATURES, Blobs.CLASSES, 5);
            loop(other, settings(3, threads, 0.3), null).run();
            assertThat(other.parameters()).containsExactly(network.parameters());
        }
    }

    @Test
    void augmentedRunsGiveTheSameBitsAtAnyNumberOfThreadsAndAfterAResumption() throws Exception {
        augmented(network, 1, null).run();
        SoftmaxNetwork plain = SoftmaxNetwork.of(Blobs.FEATURES, Blobs.CLASSES, 5);
        loop(plain, settings(5, 1, 0.3), null).run();
        assertThat(plain.parameters()).isNotEqualTo(network.parameters());

        SoftmaxNetwork other = SoftmaxNetwork.of(Blobs.FEATURES, Blobs.CLASSES, 5);
        augmented(other, 3, null).run();
        assertThat(other.parameters()).containsExactly(network.parameters());

        Path parts = folder.resolve("parts");
        SoftmaxNetwork first = SoftmaxNetwork.of(Blobs.FEATURES, Blobs.CLASSES, 5);
        TrainingLoop stopped = augmented(first, 1, RunDirectory.create(parts));
        log.batches.clear();
        log.afterBatch = () -> {
            if (log.batches.size() == 27) stopped.stop();
        };
        assertThat(stopped.run().stopped()).isTrue();
        log.afterBatch = () -> {};
        SoftmaxNetwork second = SoftmaxNetwork.of(Blobs.FEATURES, Blobs.CLASSES, 99);
        augmented(second, 2, RunDirectory.resume(parts)).run();
        assertThat(second.parameters()).containsExactly(network.parameters());
    }

    @Test
    void aRunStoppedAndResumedEndsBitEqual() throws Exception {
        Path whole = folder.resolve("whole");
        loop(network, settings(5, 1, 0.3), RunDirectory.create(whole)).run();

        Path parts = folder.resolve("parts");
        SoftmaxNetwork first = SoftmaxNetwork.of(Blobs.FEATURES, Blobs.CLASSES, 5);
        TrainingLoop stopped = loop(first, settings(5, 2, 0.3), RunDirectory.create(parts));
        log.batches.clear();
        log.afterBatch = () -> {
            if (log.batches.size() == 27) stopped.stop();
        };
        TrainingResult half = stopped.run();
        assertThat(half.stopped()).isTrue();
        assertThat(half.epochs()).isEqualTo(2);
        assertThat(log.batches).hasSize(27);

        log.afterBatch = () -> {};
        SoftmaxNetwork second = SoftmaxNetwork.of(Blobs.FEATURES, Blobs.CLASSES, 99);
        RunDirectory resumed = RunDirectory.resume(parts);
        Files.writeString(resumed.history(), Files.readString(resumed.history()) + "{\"epoch\":3}\n");
        assertThat(loop(second, settings(5, 1, 0.3), resumed).run().epochs()).isEqualTo(5);
        assertThat(second.parameters()).containsExactly(network.parameters());
        for (String file : List.of("weights.safetensors", "last.ckpt")) {
            assertThat(parts.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
        }
        assertThat(Files.readAllLines(resumed.history())).hasSize(5);
    }

    @Test
    void aRunStoppedInItsFirstEpochCanBeResumed() throws Exception {
        Path run = folder.resolve("run");
        TrainingLoop stopped = loop(network, settings(2, 1, 0.3), RunDirectory.create(run));
        log.afterBatch = stopped::stop;
        assertThat(stopped.run().epochs()).isZero();
        assertThat(network.parameters())
                .containsExactly(SoftmaxNetwork.of(Blobs.FEATURES, Blobs.CLASSES, 5).parameters());
        log.afterBatch = () -> {};
        loop(network, settings(2, 1, 0.3), RunDirectory.resume(run)).run();
        SoftmaxNetwork whole = SoftmaxNetwork.of(Blobs.FEATURES, Blobs.CLASSES, 5);
        loop(whole, settings(2, 1, 0.3), null).run();
        assertThat(network.parameters()).containsExactly(whole.parameters());
    }

    @Test
    void divergenceStopsTheRunAndKeepsWhatWasGood() throws Exception {
        RunDirectory run = RunDirectory.create(folder.resolve("run"));
        loop(network, settings(1, 1, 0.3), run).run();
        byte[] good = Files.readAllBytes(run.weights());
        float[] best = network.parameters().clone();
        TrainingLoop wild = loop(network, settings(3, 1, 1e38), RunDirectory.resume(run.folder()));
        DivergenceException thrown = catchThrowableOfType(DivergenceException.class, wild::run);
        assertThat(thrown.epoch()).isEqualTo(2);
        assertThat(thrown.batch()).isPositive();
        assertThat(thrown).hasMessageContaining("epoch 2").hasMessageContaining("learning rate")
                .hasMessageContaining("try a lower rate");
        assertThat(run.weights()).hasBinaryContent(good);
        assertThat(network.parameters()).containsExactly(best);
    }

    private static TrainingSettings settings(int epochs, LearningRate rate, EarlyStop stop, KeptCheckpoints kept) {
        return new TrainingSettings(
                epochs, 10, 5, 1, Map.of("lr", 12f), List.of(), rate, Optional.ofNullable(stop), Optional.ofNullable(kept));
    }

    /** The state of the schedule and of early stopping is in the checkpoint: where the run stops makes no difference. */
    @Test
    void aRunWithAScheduleStoppedAnywhereEndsBitEqual() throws Exception {
        LearningRate rate = new LearningRate(new Plateau(0, 0.5), 1.5);
        TrainingSettings settings = settings(20, rate, new EarlyStop(9, Monitor.LOSS), new KeptCheckpoints(3, 2));
        Path whole = folder.resolve("whole");
        TrainingResult unbroken = loop(network, settings, RunDirectory.create(whole)).run();
        List<Double> rates = log.epochs.stream().map(EpochResult::learningRate).toList();
        assertThat(rates).contains(12.0, 6.0, 3.0);
        for (int batches : new int[] {1, 19, 45, 77, 103, 150}) {
            Path parts = folder.resolve("parts" + batches);
            log.epochs.clear();
            log.batches.clear();
            SoftmaxNetwork first = SoftmaxNetwork.of(Blobs.FEATURES, Blobs.CLASSES, 5);
            TrainingLoop stopped = loop(first, settings, RunDirectory.create(parts));
            log.afterBatch = () -> {
                if (log.batches.size() == batches) stopped.stop();
            };
            stopped.run();
            SoftmaxNetwork second = SoftmaxNetwork.of(Blobs.FEATURES, Blobs.CLASSES, 99);
            TrainingResult result = loop(second, settings, RunDirectory.resume(parts)).run();
            assertThat(result.epochs()).isEqualTo(unbroken.epochs());
            assertThat(result.bestEpoch()).isEqualTo(unbroken.bestEpoch());
            assertThat(log.epochs).extracting(EpochResult::learningRate).isEqualTo(rates);
            for (String file : List.of("weights.safetensors", "last.ckpt", "epoch-18.ckpt", "epoch-15.ckpt")) {
                if (!Files.exists(whole.resolve(file))) continue;
                assertThat(parts.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
            }
        }
    }

    @Test
    void earlyStopEndsTheRunAndRestoresTheBest() throws Exception {
        for (Monitor monitor : Monitor.values()) {
            log.epochs.clear();
            SoftmaxNetwork stopping = SoftmaxNetwork.of(Blobs.FEATURES, Blobs.CLASSES, 5);
            TrainingSettings settings = new TrainingSettings(400, 10, 5, 1, Map.of("lr", 2f), List.of(), LearningRate.CONSTANT,
                    Optional.of(new EarlyStop(4, monitor)), Optional.empty());
            TrainingResult result = loop(stopping, settings, null).run();
            assertThat(result.end()).isEqualTo(TrainingResult.End.EARLY_STOP);
            assertThat(result.epochs()).isEqualTo(result.bestEpoch() + 4).isLessThan(400);
            assertThat(log.epochs.stream().filter(EpochResult::best).toList().getLast().epoch()).isEqualTo(result.bestEpoch());
            double least = log.epochs.stream().mapToDouble(epoch -> epoch.validation().loss()).min().orElseThrow();
            double most = log.epochs.stream().mapToDouble(epoch -> epoch.validation().accuracy()).max().orElseThrow();
            switch (monitor) {
                case LOSS -> assertThat(result.bestLoss()).isEqualTo(least);
                case ACCURACY -> assertThat(result.bestAccuracy()).isEqualTo(most);
            }
            assertThat(stopping.parameters()).containsExactly(after(result.bestEpoch(), settings));
        }
    }

    /** The weights after so many epochs: those of a run without validation samples, which keeps the last. */
    private float[] after(int epochs, TrainingSettings settings) throws Exception {
        SoftmaxNetwork plain = SoftmaxNetwork.of(Blobs.FEATURES, Blobs.CLASSES, 5);
        Split bare = new Split(data.train(), Blobs.dataset(0, 1), data.test(), Normalization.NONE);
        new TrainingLoop(plain, bare, settings(epochs, 1, settings.hyper().get("lr")),
                new TrainingListener() {}, Optional.empty()).run();
        return plain.parameters();
    }

    @Test
    void whatWatchesValidationDemandsSome() throws Exception {
        Split bare = new Split(data.train(), Blobs.dataset(0, 1), data.test(), Normalization.NONE);
        for (TrainingSettings settings : List.of(
                settings(3, LearningRate.CONSTANT, new EarlyStop(1, Monitor.LOSS), null),
                settings(3, new LearningRate(new Plateau(1, 0.5), 0), null, null))) {
            assertThatThrownBy(() -> new TrainingLoop(
                    network, bare, settings, log, Optional.empty()))
                    .isInstanceOf(DataException.class).hasMessageContaining("watches the validation samples");
        }
    }

    @Test
    void lossThatIsNoNumberAtOnceIsNotBlamedOnTheRate() throws Exception {
        network.parameters()[3] = Float.NaN;
        assertThatThrownBy(() -> loop(network, settings(3, 1, 0.3), null).run()).isInstanceOf(DivergenceException.class)
                .hasMessageContaining("before any step was taken").hasMessageContaining("initial weights");
    }

    @Test
    void aRunThatDoesNotLearnIsWarnedOfOnce() throws Exception {
        loop(network, settings(3, 1, 0), null).run();
        assertThat(log.warnings).singleElement().asString()
                .contains("does not learn").contains("learning rate 0.0");
    }

    @Test
    void aFewStepsTellNothing() throws Exception {
        Split few = new Split(Blobs.dataset(40, 1), data.validation(), data.test(), Normalization.NONE);
        new TrainingLoop(network, few, settings(4, 1, 0), log, Optional.empty()).run();
        assertThat(log.warnings).isEmpty();
        new TrainingLoop(network, few, settings(5, 1, 0), log, Optional.empty()).run();
        assertThat(log.warnings).singleElement().asString().contains("does not learn: after epoch 5");
    }

    @Test
    void withoutValidationTheLastWeightsAreKept() throws Exception {
        Split bare = new Split(data.train(), Blobs.dataset(0, 1), data.test(), Normalization.NONE);
        TrainingResult result = new TrainingLoop(network, bare, settings(3, 1, 0.3),
                log, Optional.empty()).run();
        assertThat(result.bestEpoch()).isEqualTo(3);
        assertThat(log.epochs.getFirst().toJson()).doesNotContain("val_").contains("\"train_loss\":");
    }

    @Test
    void dataThatDoesNotFitSaysWhatWould() {
        SoftmaxNetwork wide = SoftmaxNetwork.of(7, 3, 1);
        assertThatThrownBy(() -> loop(wide, settings(1, 1, 1), null)).isInstanceOf(DataException.class)
                .hasMessageContaining("samples of 6").hasMessageContaining("takes x: 7;");
        SoftmaxNetwork four = SoftmaxNetwork.of(6, 4, 1);
        assertThatThrownBy(() -> loop(four, settings(1, 1, 1), null)).isInstanceOf(DataException.class)
                .hasMessageContaining("3 classes").hasMessageContaining("--set classes=3");
    }

    @Test
    void fewerEpochsThanAreDoneAreNoRun() throws Exception {
        Path path = folder.resolve("run");
        loop(network, settings(3, 1, 0.3), RunDirectory.create(path)).run();
        assertThatThrownBy(() -> loop(network, settings(2, 1, 0.3), RunDirectory.resume(path)).run())
                .isInstanceOf(RunDirectoryException.class)
                .hasMessageContaining("has done 3 epochs, more than the 2").hasMessageContaining("3 or more");
        assertThat(loop(network, settings(4, 1, 0.3), RunDirectory.resume(path)).run().epochs()).isEqualTo(4);
    }

    @Test
    void runsAreNotOverwritten() throws Exception {
        Path path = folder.resolve("run");
        assertThatThrownBy(() -> RunDirectory.resume(path)).isInstanceOf(RunDirectoryException.class)
                .hasMessageContaining("no run to resume");
        loop(network, settings(1, 1, 0.3), RunDirectory.create(path)).run();
        assertThatThrownBy(() -> RunDirectory.create(path)).isInstanceOf(RunDirectoryException.class)
                .hasMessageContaining("holds a run already").hasMessageContaining("--resume");
        TrainingSettings otherSeed = new TrainingSettings(2, 10, 6, 1, Map.of());
        assertThatThrownBy(() -> loop(network, otherSeed, RunDirectory.resume(path)).run())
                .isInstanceOf(RunDirectoryException.class)
                .hasMessageContaining("seed 5").hasMessageContaining("seed 6");
        Files.copy(path.resolve("weights.safetensors"), path.resolve("x"));
        Files.move(path.resolve("x"), path.resolve("last.ckpt"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> loop(network, settings(2, 1, 1), RunDirectory.resume(path)).run())
                .hasMessageContaining("not a checkpoint");
        SoftmaxNetwork other = SoftmaxNetwork.of(6, 4, 1);
        Path others = folder.resolve("other");
        Split fourClasses =
                new Split(four(data.train()), four(data.validation()), four(data.test()), Normalization.NONE);
        new TrainingLoop(other, fourClasses, settings(1, 1, 0.3), log,
                Optional.of(RunDirectory.create(others))).run();
        assertThatThrownBy(() -> loop(network, settings(2, 1, 1), RunDirectory.resume(others)).run())
                .hasMessageContaining("not a checkpoint of Softmax").hasMessageContaining("does not fit");
    }

    private static Dataset four(Dataset data) {
        return new Dataset(data.samples(), new Targets.Classes(data.labels(), 4));
    }

    @Test
    void jsonHasTheKeysThatScriptsRelyOn() {
        Metrics metrics = new Metrics(4, 0.25, new int[][] {{2, 1}, {0, 1}});
        assertThat(new EpochResult(1, 0.5, metrics, 0.1f, 1000, 2, true).toJson()).isEqualTo(
                "{\"epoch\":1,\"train_loss\":0.5,\"val_loss\":0.25,\"val_accuracy\":0.75,\"lr\":0.1,"
                        + "\"images_per_second\":1000.0,\"seconds\":2.0,\"best\":true}");
        assertThat(new TrainingResult(1, 1, 0.5, 0.25, TrainingResult.End.LAST_EPOCH, metrics, 3).toJson("r/w.safetensors")).isEqualTo(
                "{\"done\":true,\"test_accuracy\":0.75,\"test_loss\":0.25,\"epochs\":1,\"best_epoch\":1,\"early_stop\":false,"
                        + "\"weights\":\"r/w.safetensors\",\"seconds\":3.0}");
        assertThat(Arrays.stream(metrics.confusion()).flatMapToInt(Arrays::stream).sum()).isEqualTo(4);
    }
}
