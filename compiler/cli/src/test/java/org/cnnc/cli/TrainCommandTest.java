package org.cnnc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
    @TempDir
    private Path folder;

    private Project project;

    @BeforeEach
    void project() throws IOException {
        project = Project.in(folder);
    }

    @Test
    void jsonHasAnObjectAnEpochAndOneAtTheEnd() {
        CommandRun run = project.train("--format", "json", "--threads", "1");
        assertThat(run.status()).as(run.err()).isZero();
        List<JsonNode> lines = run.json();
        assertThat(lines).hasSize(4);
        for (int epoch = 1; epoch <= 3; epoch++) {
            JsonNode line = lines.get(epoch - 1);
            assertThat(line.get("epoch").asInt()).isEqualTo(epoch);
            assertThat(line.get("lr").asDouble()).isEqualTo(0.5);
            for (String key : List.of("train_loss", "val_loss", "val_accuracy", "images_per_second", "seconds")) {
                assertThat(line.get(key).isNumber()).as(key).isTrue();
            }
        }
        JsonNode last = lines.getLast();
        assertThat(last.get("done").asBoolean()).isTrue();
        assertThat(last.get("test_accuracy").isNumber()).isTrue();
        assertThat(last.get("test_loss").isNumber()).isTrue();
        assertThat(last.get("seconds").isNumber()).isTrue();
        assertThat(last.get("weights").asText()).isEqualTo(project.weights().toString());
        assertThat(project.weights()).isNotEmptyFile();
    }

    @Test
    void textIsALineAnEpochWithoutEscapeCodes() {
        CommandRun run = project.train();
        assertThat(run.status()).isZero();
        assertThat(run.err()).doesNotContain("\u001B", "\r");
        assertThat(run.out()).contains("Stripes", "40 training, 8 validation, 12 test samples of 1 x 4 x 4", "test accuracy",
                project.weights().toString());
        assertThat(run.out()).doesNotContain("\u001B", "\r");
        assertThat(run.out().lines().filter(line -> line.matches(" +[123] .*"))).hasSize(3);
        assertThat(run.out().lines()).allMatch(line -> line.length() <= 100 || line.contains(folder.toString()));
    }

    @Test
    void terminalHasABarThatLeavesNothingBehind() {
        CommandRun run = CommandRun.of(true, Map.of(), "train", project.model().toString(), "--out", project.run().toString());
        assertThat(run.status()).isZero();
        assertThat(run.err()).contains("\r", "epoch 1/3", "images/s", "left");
        assertThat(run.err()).endsWith(" \r");
        assertThat(run.err().split("[\r\n]")).filteredOn(line -> !line.startsWith("warning"))
                .allMatch(line -> line.length() < 80);
    }

    @Test
    void configurationIsResolved() throws IOException {
        assertThat(project.train("--epochs", "1", "--seed", "7", "--set", "width=5", "-q").status()).isZero();
        JsonNode config = new YAMLMapper().readTree(project.run().resolve("config.yaml").toFile());
        assertThat(config.at("/model").asText()).isEqualTo("Stripes");
        assertThat(config.at("/set/width").asInt()).isEqualTo(5);
        assertThat(config.at("/train/seed").asInt()).isEqualTo(7);
        assertThat(config.at("/train/epochs").asInt()).isEqualTo(1);
        assertThat(config.at("/train/optimizer/lr").asDouble()).isEqualTo(0.5);
        assertThat(config.at("/train/data/validation").asInt()).isEqualTo(8);
        assertThat(config.at("/layers/hidden").asText()).contains("units = 5", "-> 5");
    }

    @Test
    void resumedRunEndsWithTheBitsOfAnUnbrokenOne() throws IOException {
        project.train("--epochs", "2", "-q");
        assertThat(project.train("--epochs", "4", "--resume", "-q").status()).isZero();
        byte[] resumed = Files.readAllBytes(project.weights());
        Path whole = folder.resolve("whole");
        CommandRun run = CommandRun.of(
                "train", project.model().toString(), "--out", whole.toString(), "--epochs", "4", "-q", "--threads", "3");
        assertThat(run.status()).isZero();
        assertThat(Files.readAllBytes(whole.resolve("weights.safetensors"))).isEqualTo(resumed);
        assertThat(Files.readAllLines(project.run().resolve("history.jsonl"))).hasSize(4);
    }

    @Test
    void resumptionOfSomethingElseIsRefusedWithWhatDiffers() throws IOException {
        project.train("--epochs", "1", "-q");
        byte[] before = Files.readAllBytes(project.weights());
        CommandRun other = project.train("--resume", "--set", "width=5", "--set", "train.optimizer.lr=0.25");
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.err()).contains("layers.hidden", "units = 8", "units = 5", "train.optimizer.lr: 0.5 there, 0.25 now");
        assertThat(Files.readAllBytes(project.weights())).isEqualTo(before);
    }

    @Test
    void runIsNotOverwrittenByAnother() throws IOException {
        project.train("--epochs", "1", "-q");
        byte[] before = Files.readAllBytes(project.weights());
        CommandRun again = project.train("--epochs", "1", "--seed", "9");
        assertThat(again.status()).isEqualTo(2);
        assertThat(again.err()).contains("holds a run already", "--resume");
        assertThat(Files.readAllBytes(project.weights())).isEqualTo(before);
    }

    @Test
    void divergenceIsSaidAndSavesNothing() {
        CommandRun run = project.train("--set", "train.optimizer.lr=1e30");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("error[CNN6004]: training diverged\n  --> the training\n   = ", "diverged", "learning rate");
        assertThat(project.weights()).doesNotExist();
    }

    @Test
    void memberThatDivergesIsNamed() {
        CommandRun ensemble = project.train("--set", "train.optimizer.lr=1e30", "--set", "train.ensemble=2");
        assertThat(ensemble.err()).contains("error[CNN6004]", "= member 1 of 2: in epoch 1");
    }

    @Test
    void foldThatDivergesIsNamed() {
        CommandRun folds = project.train("--set", "train.optimizer.lr=1e30", "--folds", "2");
        assertThat(folds.err()).contains("error[CNN6004]", "= fold 1 of 2: in epoch 1");
    }

    @Test
    void truncatedDataIsNamedWithItsPlace() throws IOException {
        Path images = project.data().resolve("train-images-idx3-ubyte");
        Files.write(images, Arrays.copyOf(Files.readAllBytes(images), 100));
        CommandRun run = project.train();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("error[CNN5003]: data file damaged\n  --> " + images + "\n   = ", "byte 100").doesNotContain("\tat ");
        assertThat(project.run()).doesNotExist();
    }

    @Test
    void dataOfAnotherFolderTakesTheFilesPlace() throws IOException {
        Path elsewhere = folder.resolve("elsewhere");
        Files.move(project.data(), elsewhere);
        CommandRun gone = project.train("-q");
        assertThat(gone.status()).isEqualTo(1);
        assertThat(gone.err()).contains("error[CNN5002]: data file cannot be read\n  --> " + project.data() + "\n   = expected a folder with ");
        assertThat(project.train("-q", "--data", elsewhere.toString()).status()).isZero();
    }

    @Test
    void dataOfOtherExtentsIsRefusedAndLeavesNoFolder() throws IOException {
        Files.writeString(project.model(), Project.MODEL.replace("validation = 8", "validation = 8, pad = 1"));
        CommandRun run = project.train();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .contains("error[CNN5004]: data does not fit the model\n  --> " + project.data() + "\n", "1 x 6 x 6", "1 x 4 x 4");
        assertThat(project.run()).doesNotExist();
        Files.createDirectory(project.run());
        Path kept = Files.writeString(project.run().resolve("notes.txt"), "mine");
        assertThat(project.train().err()).contains("1 x 6 x 6");
        assertThat(kept).hasContent("mine");
    }

    @Test
    void nothingLeftToTrainOnIsRefused() throws IOException {
        Files.writeString(project.model(), Project.MODEL.replace("validation = 8", "validation = 100000"));
        CommandRun run = project.train();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .contains("error[CNN5005]: no data to train on\n  --> " + project.data() + "\n   = validation = 100000 leaves nothing of the ");
    }

    @Test
    void modelWithoutTrainSectionIsToldWhatToAdd() {
        CommandRun run = CommandRun.of("train", "../../models/xor.cnn", "--out", project.run().toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("train Xor {");
    }

    @Test
    void modelWithNothingToTrainIsRefused() throws IOException {
        Files.writeString(project.model(), Project.MODEL.replaceAll("(hidden: )?dense .*", "relu"));
        CommandRun run = project.train();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("nothing to train").doesNotContain("bug");
        assertThat(project.run()).doesNotExist();
    }

    @Test
    void evaluationNormalizesAsTheTrainingDid() throws IOException {
        Files.writeString(project.model(), Project.MODEL.replace("validation = 8", "validation = 8, normalize = true"));
        JsonNode trained = project.train("--format", "json").json().getLast();
        Path config = project.run().resolve("config.yaml");
        assertThat(new YAMLMapper().readTree(config.toFile()).at("/normalization/mean")).hasSize(1);
        assertThat(evaluatedLoss()).isEqualTo(trained.get("test_loss").asDouble());
        Files.delete(config);
        assertThat(evaluatedLoss()).isEqualTo(trained.get("test_loss").asDouble());
    }

    private double evaluatedLoss() {
        return CommandRun.of("eval", project.model().toString(), "--weights", project.weights().toString(), "--format", "json")
                .json().getFirst().get("loss").asDouble();
    }

    @Test
    void freshFoldersAreNumbered() throws IOException {
        RunFolders folders = new RunFolders(folder.resolve("runs"), "LeNet5");
        assertThat(folders.fresh().getFileName()).hasToString("LeNet5-1");
        assertThat(folders.fresh().getFileName()).hasToString("LeNet5-2");
        Files.createDirectory(folder.resolve("runs/LeNet5-10"));
        Files.createDirectory(folder.resolve("runs/LeNet5-old"));
        Files.createDirectory(folder.resolve("runs/Other-70"));
        assertThat(folders.latest().getFileName()).hasToString("LeNet5-10");
        assertThat(folders.fresh().getFileName()).hasToString("LeNet5-11");
    }

    @Test
    void augmentedTrainingGivesTheSameWeightsAtAnyNumberOfThreadsAndOtherOnesThanWithout() throws IOException {
        Path parameters = Files.writeString(folder.resolve("augment.yaml"), "train:\n  augment: [shift(1), noise(0.1), mixup(0.2)]\n");
        byte[][] weights = new byte[2][];
        for (int threads = 1; threads <= 2; threads++) {
            Path out = folder.resolve("augmented" + threads);
            CommandRun run = CommandRun.of("train", project.model().toString(), "--out", out.toString(), "--params", parameters.toString(),
                    "--threads", Integer.toString(threads));
            assertThat(run.status()).as(run.err()).isZero();
            weights[threads - 1] = Files.readAllBytes(out.resolve("weights.safetensors"));
            assertThat(out.resolve("config.yaml")).content().contains("shift", "noise", "mixup", "alpha: 0.2");
        }
        assertThat(weights[1]).isEqualTo(weights[0]);
        assertThat(project.train().status()).isZero();
        assertThat(Files.readAllBytes(project.weights())).isNotEqualTo(weights[0]);
    }
}
