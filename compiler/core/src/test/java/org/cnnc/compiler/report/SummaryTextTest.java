package org.cnnc.compiler.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.cnnc.compiler.memory.MemoryUse;
import org.cnnc.compiler.report.outline.Quantity;
import org.cnnc.compiler.shape.CheckedModel;
import org.cnnc.compiler.shape.LayerSummary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SummaryTextTest {
    static List<CheckedModel> models() {
        return SummaryModels.all().limit(12).toList();
    }

    @ParameterizedTest
    @MethodSource("models")
    void noLineIsLongerThanTheTerminal(CheckedModel model) {
        Summary summary = Summary.of(model, OptionalInt.empty());
        for (int width = 1; width < 200; width = width < 40 ? width + 1 : width + 7) {
            int most = width;
            assertThat(SummaryText.render(summary, width).lines().filter(line -> line.length() > most)).as("at " + most).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void everythingIsThereWhereThereIsRoom(CheckedModel model) {
        String text = SummaryText.render(Summary.of(model, OptionalInt.empty()), Integer.MAX_VALUE);
        assertThat(text).isASCII().doesNotContain("..", "no room");
        for (LayerSummary layer : model.layers()) {
            assertThat(text).containsPattern("(?m)^\\Q" + layer.path() + "\\E +" + layer.op() + " +" + layer.output() + "\\b.*"
                    + (layer.macs() > 0 ? Quantity.exact(layer.macs()) : ""));
        }
        assertThat(text).contains(Quantity.exact(model.totals().parameters()), Quantity.exact(model.totals().macs()));
    }

    @Test
    void columnsGiveWayInOrder() {
        Summary summary = Summary.of(SummaryModels.file("lenet5"), OptionalInt.empty());
        assertThat(SummaryText.render(summary, 120)).contains("he_normal, std 0.2828", "6 x 28 x 28", "117,600", "5x5");
        assertThat(SummaryText.render(summary, 85)).contains("he_normal 0.2828", "6 x 28 x 28", "117,600", "5x5");
        assertThat(SummaryText.render(summary, 75)).contains("he_normal 0.2828", "6x28x28", "118 k", "156", "5x5");
        assertThat(SummaryText.render(summary, 40)).contains("6x28x28", "156", "(no room for: ").doesNotContain("he_normal");
    }

    @Test
    void memoryIsTheSchedulesPlan() {
        CheckedModel model = SummaryModels.file("lenet5");
        String text = SummaryText.render(Summary.of(model, OptionalInt.empty()), 100);
        MemoryUse training = MemoryUse.training(model.graph());
        assertThat(text).containsPattern("total +" + Quantity.exact(MemoryUse.inference(model.graph()).total()) + " .* "
                + Quantity.exact(training.total()) + " ");
        assertThat(text).containsPattern("gradients +0 .* " + Quantity.exact(training.gradients()) + " ");
    }

    @Test
    void aMissingPlanHasItsReason() {
        String text = SummaryText.render(Summary.of(SummaryModels.of(SummaryModels.MANY_ENDS), OptionalInt.empty()), 100);
        assertThat(text).contains("training: the file has no train section for this model");
    }
}
