package org.cnnc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.cnnc.compiler.Checked;
import org.cnnc.compiler.Frontend;
import org.cnnc.compiler.diagnostics.Code;
import org.cnnc.compiler.diagnostics.Diagnostic;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.source.SourceText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExplainCommandTest {
    private static final String LENET = "../../models/lenet5.cnn";

    @ParameterizedTest
    @EnumSource(Code.class)
    void explanationIsThereAndItsExamplesAreTrue(Code code) throws IOException {
        Explanation explanation = Explanation.of(code);
        assertThat(explanation.text()).isNotBlank();
        assertThat(explanation.wrong().isPresent()).isEqualTo(explanation.right().isPresent());
        explanation.wrong().ifPresent(file ->
                assertThat(check(file).diagnostics()).extracting(Diagnostic::code).contains(code));
        explanation.right().ifPresent(file -> assertThat(check(file).diagnostics()).isEmpty());
    }

    private static Checked check(String text) {
        return Frontend.check(new SourceText("example.cnn", text), Overrides.none());
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

    @ParameterizedTest
    @EnumSource(value = Stage.class, mode = EnumSource.Mode.EXCLUDE, names = "ast")
    void layerNarrowsAStage(Stage stage) {
        String out = CommandRun.of("explain", LENET, "--stage", stage.name(), "--layer", "C3").out();
        assertThat(out).contains("C3").doesNotContain("F6", "S2_", "C1_");
    }

    @Test
    void trainingShowsGradientsOfTheParameters() {
        assertThat(CommandRun.of("explain", LENET, "--stage", "training").out())
                .contains("gradient C1.weight = %", "gradient dense2.bias = %", "cross_entropy");
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
}
