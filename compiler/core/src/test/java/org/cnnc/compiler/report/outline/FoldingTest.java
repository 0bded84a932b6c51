package org.cnnc.compiler.report.outline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cnnc.compiler.report.SummaryModels;
import org.cnnc.compiler.shape.CheckedModel;
import org.cnnc.compiler.shape.LayerSummary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FoldingTest {
    private static List<Row> rows(CheckedModel model, int depth) {
        return Folding.at(depth, Outline.of(model));
    }

    @Test
    void scopesAreSummedUp() {
        CheckedModel model = SummaryModels.of(SummaryModels.RESIDUAL);
        List<Row> rows = rows(model, 1);
        assertThat(rows.stream().map(Row::label)).containsExactly("stem", "stage1", "stage2", "flatten1", "head", "softmax1");
        assertThat(rows.getFirst().kind()).isEqualTo("conv, relu");
        Row stage = rows.get(1);
        // 1x1, 3x3 and 1x1 convolutions with biases: of 8 channels with a projection, and twice of 16.
        long first = 8 * 4 + 4 + 4 * 4 * 9 + 4 + 4 * 16 + 16 + 8 * 16 + 16;
        long others = 16 * 4 + 4 + 4 * 4 * 9 + 4 + 4 * 16 + 16;
        assertThat(stage.parameters()).isEqualTo(first + 2 * others);
        assertThat(stage.output().toString()).isEqualTo("16 x 32 x 32");
        assertThat(stage.kind()).isEqualTo("22 layers");
    }

    @Test
    void scopesOfTheSameMakeShareARow() {
        CheckedModel model = SummaryModels.of(SummaryModels.RESIDUAL);
        assertThat(rows(model, 2).stream().map(Row::label)).containsExactly(
                "stem", "stem.relu", "stage1.bottleneck1", "stage1.bottleneck2..3 x 2", "stage2.bottleneck1",
                "stage2.bottleneck2..4 x 3", "flatten1", "head", "softmax1");
        assertThat(rows(model, 3).stream().map(Row::name)).startsWith(
                "stem", "stem.relu", "stage1.bottleneck1.main", "stage1.bottleneck1.skip", "stage1.bottleneck1.add1");
    }

    @Test
    void whatDiffersInOneNumberDoesNot() {
        CheckedModel model = SummaryModels.of("""
                block B(k) { conv 4, 3x3, pad=k, dilation=k, relu }
                model M {
                    input image: 4 x 9 x 9
                    all: repeat i in 1..4 { B if i < 3 then 1 else 2 }
                }
                """);
        assertThat(rows(model, 2).stream().map(Row::label)).containsExactly("all.0..1 x 2", "all.2..3 x 2");
        assertThat(rows(model, 1).stream().map(Row::label)).containsExactly("all");
    }

    @Test
    void layersThatAreEqualKeepTheirRows() {
        CheckedModel model = SummaryModels.of(
                "model M {\ninput image: 4 x 9 x 9\nconv 4, 3x3, pad=1\nconv 4, 3x3, pad=1\n}\n");
        assertThat(rows(model, 1).stream().map(Row::label)).containsExactly("conv1", "conv2");
    }

    static List<CheckedModel> models() {
        return SummaryModels.all().toList();
    }

    @ParameterizedTest
    @MethodSource("models")
    void nothingIsLostAtAnyDepth(CheckedModel model) {
        List<Part> parts = Outline.of(model);
        for (int depth = 1; depth <= Folding.deepest(parts) + 1; depth++) {
            List<Row> rows = rows(model, depth);
            assertThat(rows.stream().flatMap(row -> row.layers().stream()).map(PlacedLayer::path))
                    .containsExactlyElementsOf(model.layers().stream().map(LayerSummary::path).toList());
            assertThat(rows.stream().mapToLong(Row::parameters).sum()).isEqualTo(model.totals().parameters());
            assertThat(rows.stream().mapToLong(Row::macs).sum()).isEqualTo(model.totals().macs());
        }
        assertThat(rows(model, Folding.deepest(parts) + 1).stream().map(Row::name))
                .containsExactlyElementsOf(Folding.none(parts).stream().map(Row::name).toList());
    }
}
