package org.cnnc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cnnc.compiler.Frontend;
import org.cnnc.compiler.Locking;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.source.SourceText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExplainCommandTest {
    private static final String LENET = "../../models/lenet5.cnn";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Code.class)
    void explanationIsThereAndItsExamplesAreTrue(Code code) throws IOException {
        Explanation explanation = Explanation.of(code);
        assertThat(explanation.text()).isNotBlank();
        assertThat(explanation.wrong().isPresent()).isEqualTo(explanation.right().isPresent());
        if (explanation.locked().isPresent()) lock(explanation.locked().get());
        explanation.wrong().ifPresent(file ->
                assertThat(check(explanation, file)).extracting(Diagnostic::code).contains(code));
        explanation.right().ifPresent(file -> assertThat(check(explanation, file)).isEmpty());
    }

    private void lock(String text) throws IOException {
        Files.writeString(example(), text);
        assertThat(CommandRun.of("lock", example().toString()).status()).isZero();
    }

    private List<Diagnostic> check(Explanation explanation, String text) {
        if (explanation.locked().isEmpty()) return Frontend.check(new SourceText("example.cnn", text), Overrides.none()).diagnostics();
        try {
            Files.writeString(example(), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Locking.check(example(), Overrides.none()).diagnostics();
    }

    private Path example() {
        return folder.resolve("example.cnn");
    }

    @Test
    void codeIsExplainedWithExamples() {
        CommandRun run = CommandRun.of("explain", "cnn2004");
        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("CNN2004: kernel larger than its padded input").contains("Wrong:", "Right:", "conv 8, 5x5");
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void everyStageShowsTheLayers(Stage stage) {
        CommandRun run = CommandRun.of("explain", LENET, "--stage", stage.name());
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("C1", "C5", "F6");
    }

    /** But for what a kernel of the layer says that it took in of others. */
    @ParameterizedTest
    @EnumSource(value = Stage.class, mode = EnumSource.Mode.EXCLUDE, names = "ast")
    void layerNarrowsAStage(Stage stage) {
        String out = CommandRun.of("explain", LENET, "--stage", stage.name(), "--layer", "C3").out();
        assertThat(out.replaceAll("; fused: .*", "")).contains("C3").doesNotContain("F6", "S2_", "C1_");
    }

    @Test
    void trainingShowsGradientsOfTheParameters() {
        assertThat(CommandRun.of("explain", LENET, "--stage", "training").out())
                .contains("gradient C1.weight = %", "gradient dense2.bias = %", "cross_entropy");
    }

    @Test
    void typedStageWritesTheArithmeticOut() {
        assertThat(CommandRun.of("explain", LENET, "--stage", "typed", "--layer", "C1").out())
                .contains(
                        "%3 = conv(filters = 6",
                        "C1: conv 6, 5x5  1 x 32 x 32 -> 6 x 28 x 28",
                        "height = width = floor((32 + 2*0 - 1*(5 - 1) - 1) / 1) + 1 = 28",
                        "parameters = 6*1*5*5 + 6 = 156",
                        "MACs = 6*28*28*1*5*5 = 117,600",
                        "receptive field = 1 + (5 - 1)*1 = 5, step 1")
                .doesNotContain("C3:");
    }

    @Test
    void unknownLayerIsAnswered() {
        CommandRun run = CommandRun.of("explain", LENET, "--stage", "typed", "--layer", "C7");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("no layer C7", "did you mean C1?");
        assertThat(CommandRun.of("explain", LENET, "--stage", "ast", "--layer", "C1").status()).isEqualTo(2);
    }

    @Test
    void modelWithoutTrainSectionHasNoTrainingGraph() {
        CommandRun run = CommandRun.of("explain", "../../models/xor.cnn", "--stage", "training");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("has no loss to train by", "train Xor");
    }

    @Test
    void initTellsVanishingSignalsAndTheirRemedy() throws IOException {
        Files.writeString(example(), """
                model Deep(std = 0.01) {
                    input row: 64
                    repeat 6 { dense 64, tanh, init=normal(std) }
                    dense 10
                    softmax
                }
                """);
        CommandRun run = CommandRun.of("explain", example().toString(), "--stage", "init", "--seed", "7");
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains(
                "seed 7: 32 samples of standard normal inputs", "forward:  vanishing: x ", "backward: vanishing: x ",
                "by dense1, dense2, dense3, dense4, dense5 and 1 more", "`init = xavier_normal`");
    }

    @Test
    void initIsJsonToo() throws IOException {
        CommandRun run = CommandRun.of("explain", LENET, "--stage", "init", "--format", "json");
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertThat(json.path("forward").path("verdict").asText()).isEqualTo("steady");
        assertThat(json.path("backward").path("verdict").asText()).isEqualTo("steady");
        assertThat(json.has("remedy")).isFalse();
        assertThat(json.path("layers")).hasSize(12).allSatisfy(layer -> assertThat(layer.path("std").asDouble()).isPositive());
        assertThat(json.path("layers").get(0).path("name").asText()).isEqualTo("C1");
        assertThat(json.path("layers").get(0).path("weight_gradient_std").asDouble()).isPositive();
        assertThat(CommandRun.of("explain", LENET, "--stage", "typed", "--format", "json").status()).isEqualTo(2);
        assertThat(CommandRun.of("explain", LENET, "--stage", "typed", "--seed", "2").status()).isEqualTo(2);
    }

    @Test
    void initWorksWithoutATrainSectionAndRefusesWhatIsTooLarge() {
        CommandRun small = CommandRun.of("explain", "../../models/xor.cnn", "--stage", "init");
        assertThat(small.status()).isZero();
        assertThat(small.out()).contains("loss binary_cross_entropy", "forward:  steady");
        CommandRun large = CommandRun.of("explain", "../../models/vgg16.cnn", "--stage", "init");
        assertThat(large.status()).isEqualTo(1);
        assertThat(large.err()).contains("VGG16 is too large for --stage init", "smaller `input`");
    }
}
