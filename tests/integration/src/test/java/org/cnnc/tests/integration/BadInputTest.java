package org.cnnc.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.cnnc.compiler.link.CompiledModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with a user's files is answered by a diagnostic and exit status 1, and nothing is written. */
class BadInputTest {
    private static final String GOOD = """
            model M {
                input image: 1 x 8 x 8
                conv 2, 3x3, relu -> 2 x 6 x 6
                flatten
                dense 10
                softmax
                expect parameters == 750
            }
            train M {
                data mnist(validation = 10)
            }
            """;

    @TempDir
    private Path folder;

    private JavaProcess refused(String... arguments) throws Exception {
        JavaProcess process = JavaProcess.cnnc(arguments);
        assertThat(process.status()).as(process.out() + process.err()).isEqualTo(1);
        assertThat(process.err()).doesNotContain("\tat ", "bug in cnnc");
        return process;
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("conv 2", "comv 2", "did you mean `conv`"),
                Arguments.of("conv 2, 3x3", "conv 2, 9x9", "9 > 8 + 2*0"),
                Arguments.of("-> 2 x 6 x 6", "-> 2 x 7 x 7", "2 x 6 x 6"),
                Arguments.of("== 750", "== 751", "750"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void faultsOfAFileAreShownWhereTheyAre(String right, String wrong, String told) throws Exception {
        Path file = Files.writeString(folder.resolve("m.cnn"), GOOD.replace(right, wrong));
        Path jar = Files.writeString(folder.resolve("m.jar"), "what was there");
        int line = (int) GOOD.substring(0, GOOD.indexOf(right)).lines().count();
        assertThat(refused("check", file.toString()).err())
                .contains("error[CNN", file + ":" + line + ":", "^", told);
        assertThat(refused("compile", file.toString(), "-o", jar.toString()).err()).contains(told);
        assertThat(jar).hasContent("what was there");
        assertThat(refused("train", file.toString(), "--out", folder.resolve("run").toString()).err()).contains(told);
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void filesThatAreNoModels() throws Exception {
        assertThat(refused("check", folder.resolve("missing.cnn").toString()).err()).contains("missing.cnn");
        Path empty = Files.createFile(folder.resolve("empty.cnn"));
        Path jar = Files.writeString(folder.resolve("m.jar"), "what was there");
        assertThat(refused("compile", empty.toString(), "-o", jar.toString()).err()).contains("empty.cnn");
        byte[] noise = new byte[4096];
        new Random(1).nextBytes(noise);
        Path random = Files.write(folder.resolve("random.cnn"), noise);
        assertThat(refused("compile", random.toString(), "-o", jar.toString()).err()).contains("random.cnn");
        assertThat(jar).hasContent("what was there");
    }

    @Test
    void truncatedDataLeavesNoRun() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        try (Stream<Path> files = Files.list(Models.FOLDER.resolve("data").resolve("mnist"))) {
            for (Path file : files.toList()) {
                Files.copy(file, data.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Path images = data.resolve("train-images-idx3-ubyte.gz");
        byte[] whole = Files.readAllBytes(images);
        Files.write(images, Arrays.copyOf(whole, whole.length / 2));
        Path run = folder.resolve("run");
        String lenet = Models.FOLDER.resolve("lenet5.cnn").toString();
        assertThat(refused("train", lenet, "--data", data.toString(), "--out", run.toString()).err())
                .contains("train-images-idx3-ubyte.gz");
        assertThat(run).doesNotExist();
    }

    @Test
    void weightsOfAnotherModelAreRefused() throws Exception {
        Path weights = folder.resolve("weights.safetensors");
        CompiledModel.compile(Models.file("exercise10_1.cnn").graph(), "Other").initialize(1).save(weights);
        byte[] before = Files.readAllBytes(weights);
        String lenet = Models.FOLDER.resolve("lenet5.cnn").toString();
        assertThat(refused("eval", lenet, "--weights", weights.toString()).err())
                .contains("these are not the weights of LeNet5", "missing: C1.weight [6, 1, 5, 5]", "unexpected: conv1.weight");
        assertThat(Files.readAllBytes(weights)).isEqualTo(before);
        Files.write(weights, Arrays.copyOf(before, before.length - 1));
        assertThat(refused("eval", lenet, "--weights", weights.toString()).err()).contains(weights.toString());
        assertThat(refused("eval", lenet, "--weights", folder.resolve("none").toString()).err()).contains("none");
    }

    /** What is refused above is refused for its fault. */
    @Test
    void theSameWithoutFaultPasses() throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("m.cnn"), GOOD);
        JavaProcess process = JavaProcess.cnnc("check", file.toString());
        assertThat(process.status()).as(process.err()).isZero();
    }
}
