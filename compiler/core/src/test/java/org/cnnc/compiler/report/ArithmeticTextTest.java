package org.cnnc.compiler.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cnnc.compiler.op.AxisName;
import org.cnnc.compiler.op.Equation;
import org.cnnc.compiler.op.Layers;
import org.cnnc.compiler.op.ParameterSpec;
import org.cnnc.compiler.report.outline.Quantity;
import org.cnnc.compiler.shape.CheckedModel;
import org.cnnc.compiler.shape.LayerArithmetic;
import org.cnnc.compiler.shape.LayerSummary;
import org.cnnc.compiler.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every formula, reckoned as a reader would, gives the number behind it; and that is the one that was checked. */
class ArithmeticTextTest {
    /** Poolings whose result's size follows from no formula: it is 1, or what the file says. */
    private static final Set<String> OF_GIVEN_SIZE = Set.of("global_avgpool", "global_maxpool", "adaptive_avgpool");

    static Stream<String> samples() {
        return Layers.all().stream().flatMap(kind -> kind.samples().stream().map(sample -> SampleText.model(kind, sample)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isTrueOfEverySample(String text) {
        isTrueOf(SummaryModels.of(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "lenet5", "resnet18", "unet", "mobilenet_v1", "mobilenet_v2", "googlenet", "dcgan_generator", "dcgan_discriminator"
    })
    void isTrueOfTheArchitectures(String name) {
        isTrueOf(SummaryModels.file(name));
    }

    /** Padding of either side, rounding up, cells that no window meets, and fields that grow by parts of a cell. */
    @ParameterizedTest
    @ValueSource(strings = {
        "conv 4, 3x2, stride=2, pad=(0, 1, 2, 0), dilation=2x1", "conv 4, 4x3, stride=3, pad=same", "conv 2, 3, groups=2",
        "maxpool 3x2, stride=2, pad=1x1, ceil=true", "avgpool 2, stride=3, pad=same",
        "conv_transpose 4, 3, stride=3x2, pad=(0, 1, 1, 0), output_pad=1; conv 2, 3x2", "depthwise 3, multiplier=3, pad=1",
        "pad (0, 1, 2, 3); crop (1, 0, 2, 1)", "upsample 3x2; conv 2, 3; conv 2, 3", "slice 1, 9, axis=height, step=3",
        "conv 2, 3; conv 2, 3, stride=2; flatten; dense 7"
    })
    void isTrueOfPaddingStridesAndRounding(String layers) {
        isTrueOf(SummaryModels.of("model M {\n    input image: 4 x 10 x 9\n    " + layers + "\n}\n"));
    }

    private static void isTrueOf(CheckedModel model) {
        List<String> expected = new ArrayList<>();
        for (LayerSummary layer : model.layers()) {
            all(layer).forEach(equation -> isTrue(equation, layer));
            isComplete(layer);
            layer.arithmetic().equations().forEach(equation -> expected.add(Quantity.exact(equation.value())));
        }
        assertThat(ArithmeticText.of(model, "").lines().filter(line -> line.startsWith("    ")).map(line -> {
            String number = line.substring(line.lastIndexOf(" = ") + 3);
            return number.contains(", ") ? number.substring(0, number.indexOf(", ")) : number;
        })).containsExactlyElementsOf(expected);
    }

    private static List<Equation> all(LayerSummary layer) {
        LayerArithmetic arithmetic = layer.arithmetic();
        return Stream.of(arithmetic.sizes(), arithmetic.counts(), arithmetic.field()).flatMap(List::stream).toList();
    }

    private static void isTrue(Equation equation, LayerSummary layer) {
        assertThat(Formula.value(equation.formula())).as(layer.path() + ": " + equation).isEqualTo(equation.value());
        Shape output = layer.output();
        List<Shape> read = layer.read();
        List<String> spatial = AxisName.spatial(output.spatialRank()).stream().map(AxisName::toString).toList();
        long checked = switch (equation.quantity()) {
            case "parameters" -> layer.parameters();
            case "running statistics" -> layer.state();
            case "MACs" -> layer.macs();
            case "channels", "features" -> output.channels();
            case "elements" -> output.elements();
            case "channels of a head", "channels of a group" -> Math.round(Formula.value(equation.formula()));
            case "receptive field" -> layer.receptiveField().getFirst();
            case String quantity when quantity.startsWith("receptive field along ") ->
                layer.receptiveField().get(axisOfField(quantity, layer));
            case String quantity when quantity.startsWith("fan-in of ") -> fanIn(layer, quantity.substring("fan-in of ".length()));
            case String axis -> output.spatial()[spatial.indexOf(axis)];
        };
        assertThat(equation.value()).as(layer.path() + ": " + equation + " of " + read).isEqualTo(checked);
    }

    private static int axisOfField(String quantity, LayerSummary layer) {
        List<String> names = AxisName.spatial(layer.receptiveField().size()).stream().map(AxisName::toString).toList();
        return names.indexOf(quantity.substring(quantity.lastIndexOf(' ') + 1));
    }

    private static long fanIn(LayerSummary layer, String name) {
        return layer.layer().parameters(layer.read()).stream()
                .filter(spec -> spec.name().equals(name))
                .mapToLong(ParameterSpec::fanIn)
                .findFirst()
                .orElseThrow();
    }

    /** What changes a size, counts something or sees more of the input says how. */
    private static void isComplete(LayerSummary layer) {
        List<String> quantities = all(layer).stream().map(Equation::quantity).toList();
        assertThat(quantities).as(layer.path()).doesNotHaveDuplicates();
        assertThat(quantities.contains("parameters")).as(layer.path()).isEqualTo(layer.parameters() > 0);
        assertThat(quantities.contains("running statistics")).as(layer.path()).isEqualTo(layer.state() > 0);
        assertThat(quantities.contains("MACs")).as(layer.path()).isEqualTo(layer.macs() > 0);
        Shape input = layer.read().getFirst();
        boolean windowed = !OF_GIVEN_SIZE.contains(layer.op()) && layer.layer().window(input).isPresent()
                && input.spatialRank() == layer.output().spatialRank();
        List<AxisName> axes = AxisName.spatial(input.spatialRank());
        IntStream.range(0, axes.size())
                .filter(axis -> windowed && input.spatial()[axis] != layer.output().spatial()[axis])
                .forEach(axis -> assertThat(quantities).as(layer.path()).contains(axes.get(axis).toString()));
    }

    /** Sizes by the formula of Dumoulin and Visin (2016); the field by that of Araujo, Norris and Sim (2019). */
    @Test
    void writesOutHowTheNumbersOfALayerComeAbout() {
        assertThat(ArithmeticText.of(SummaryModels.file("lenet5"), "C3")).isEqualTo("""
                C3: conv 16, 5x5  6 x 14 x 14 -> 16 x 10 x 10
                    height = width = floor((14 + 2*0 - 1*(5 - 1) - 1) / 1) + 1 = 10
                    fan-in of weight = 6*5*5 = 150
                    parameters = 16*6*5*5 + 16 = 2,416
                    MACs = 16*10*10*6*5*5 = 240,000
                    receptive field = 6 + (5 - 1)*2 = 14, step 2
                C3.relu: relu  16 x 10 x 10 -> 16 x 10 x 10
                """);
    }
}
