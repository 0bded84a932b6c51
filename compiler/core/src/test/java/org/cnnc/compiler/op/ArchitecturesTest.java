package org.cnnc.compiler.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.tensor.Shape;
import org.junit.jupiter.api.Test;

/** Sizes, parameters and multiply-adds of published networks (torchvision's metadata; the papers' own numbers). */
class ArchitecturesTest {
    private record Totals(Shape output, long parameters, long macs) {}

    private static Totals totals(Shape input, String... layers) {
        List<Shape> at = List.of(input);
        long parameters = 0;
        long macs = 0;
        for (String text : layers) {
            Layer layer = SampleLayers.layer(text);
            for (ParameterSpec spec : layer.parameters(at)) {
                if (spec.role().trained()) parameters += spec.shape().elements();
            }
            macs += layer.macs(at);
            at = List.of(layer.shape(at));
        }
        return new Totals(at.getFirst(), parameters, macs);
    }

    @Test
    void leNet5() {
        assertThat(totals(Shape.of(1, 32, 32),
                        "conv 6, 5x5", "maxpool 2x2", "conv 16, 5x5", "maxpool 2x2", "conv 120, 5x5", "flatten",
                        "dense 84", "dense 10", "softmax"))
                .isEqualTo(new Totals(Shape.of(10), 61_706, 416_520));
    }

    @Test
    void caffesLeNet() {
        assertThat(totals(Shape.of(1, 28, 28),
                        "conv 20, 5x5", "maxpool 2x2", "conv 50, 5x5", "maxpool 2x2", "flatten", "dense 500", "dense 10"))
                .isEqualTo(new Totals(Shape.of(10), 431_080, 2_293_000));
    }

    @Test
    void pyTorchsMnistExample() {
        assertThat(totals(Shape.of(1, 28, 28),
                        "conv 32, 3", "relu", "conv 64, 3", "relu", "maxpool 2", "dropout 0.25", "flatten", "dense 128",
                        "relu", "dropout", "dense 10"))
                .isEqualTo(new Totals(Shape.of(10), 1_199_882, 11_992_448));
    }

    @Test
    void kerasMnistConvnet() {
        assertThat(totals(Shape.of(1, 28, 28),
                        "conv 32, 3x3", "maxpool 2x2", "conv 64, 3x3", "maxpool 2x2", "flatten", "dropout", "dense 10"))
                .isEqualTo(new Totals(Shape.of(10), 34_826, 2_440_960));
    }

    @Test
    void alexNet() {
        String[] features = {
            "conv 64, 11, stride=4, pad=2", "maxpool 3, stride=2", "conv 192, 5, pad=2", "maxpool 3, stride=2",
            "conv 384, 3, pad=1", "conv 256, 3, pad=1", "conv 256, 3, pad=1", "maxpool 3, stride=2"
        };
        assertThat(totals(Shape.of(3, 224, 224), features).output()).isEqualTo(Shape.of(256, 6, 6));
        List<String> all = new ArrayList<>(List.of(features));
        all.addAll(List.of("flatten", "dense 4096", "dense 4096", "dense 1000"));
        Totals totals = totals(Shape.of(3, 224, 224), all.toArray(String[]::new));
        assertThat(totals.parameters()).isEqualTo(61_100_840);
        assertThat(totals.macs() / 1e9).isCloseTo(0.714, within(0.0005));
    }

    @Test
    void vgg16() {
        List<String> layers = new ArrayList<>();
        int[][] stages = {{2, 64}, {2, 128}, {3, 256}, {3, 512}, {3, 512}};
        for (int[] stage : stages) {
            for (int i = 0; i < stage[0]; i++) layers.add("conv " + stage[1] + ", 3x3, pad=1");
            layers.add("maxpool 2x2");
        }
        layers.addAll(List.of("flatten", "dense 4096", "dense 4096", "dense 1000"));
        Totals totals = totals(Shape.of(3, 224, 224), layers.toArray(String[]::new));
        assertThat(totals.parameters()).isEqualTo(138_357_544);
        assertThat(totals.macs() / 1e9).isCloseTo(15.470, within(0.0005));
    }

    /** With a scale and a shift per channel behind every convolution, which batch normalisation has. */
    @Test
    void mobileNetV1() {
        List<String> layers = new ArrayList<>(List.of("conv 32, 3, stride=2, pad=1, bias=false"));
        int[][] blocks = {
            {64, 1}, {128, 2}, {128, 1}, {256, 2}, {256, 1}, {512, 2}, {512, 1}, {512, 1}, {512, 1}, {512, 1}, {512, 1},
            {1024, 2}, {1024, 1}
        };
        int scales = 32;
        int channels = 32;
        for (int[] block : blocks) {
            layers.add("depthwise 3, stride=" + block[1] + ", pad=1, bias=false");
            layers.add("conv " + block[0] + ", 1, bias=false");
            scales += channels + block[0];
            channels = block[0];
        }
        layers.addAll(List.of("global_avgpool", "flatten", "dense 1000"));
        Totals totals = totals(Shape.of(3, 224, 224), layers.toArray(String[]::new));
        assertThat(totals.parameters() + 2 * scales).isEqualTo(4_231_976);
        assertThat(totals.macs() / 1e9).isCloseTo(0.569, within(0.0005));
    }

    /** For images of 64 x 64, with a scale and a shift per channel behind all but the last layer. */
    @Test
    void dcganGenerator() {
        String twice = ", 4x4, stride=2, pad=1, bias=false";
        Totals totals = totals(Shape.of(100, 1, 1),
                "conv_transpose 512, 4x4, bias=false", "relu", "conv_transpose 256" + twice, "relu",
                "conv_transpose 128" + twice, "relu", "conv_transpose 64" + twice, "relu",
                "conv_transpose 3" + twice, "tanh");
        assertThat(totals.output()).isEqualTo(Shape.of(3, 64, 64));
        assertThat(totals.parameters() + 2 * (512 + 256 + 128 + 64)).isEqualTo(3_576_704);
        assertThat(totals.macs() / 1e6).isCloseTo(104.6, within(0.05));
    }

    /** The up-convolution of U-Net's last step doubles 128 x 196 x 196. */
    @Test
    void upConvolutionsMultiplyAdds() {
        assertThat(totals(Shape.of(128, 196, 196), "conv_transpose 64, 2x2, stride=2"))
                .isEqualTo(new Totals(Shape.of(64, 392, 392), 128 * 64 * 4 + 64, 196L * 196 * 128 * 64 * 4));
    }

    /** Of 1.0: the convolutions and poolings that change extents. */
    @Test
    void squeezeNetsLastFeatureMap() {
        assertThat(totals(Shape.of(3, 224, 224),
                        "conv 96, 7, stride=2", "maxpool 3, stride=2, ceil=true", "conv 256, 1",
                        "maxpool 3, stride=2, ceil=true", "conv 512, 1", "maxpool 3, stride=2, ceil=true", "conv 1000, 1")
                        .output())
                .isEqualTo(Shape.of(1000, 13, 13));
    }

    /** The grouped layers of ResNeXt-50 32x4d's first block: 128 filters in 32 groups of 4 channels each. */
    @Test
    void groupsDivideParametersAndMultiplyAdds() {
        assertThat(totals(Shape.of(128, 56, 56), "conv 128, 3x3, pad=1, groups=32, bias=false"))
                .isEqualTo(new Totals(Shape.of(128, 56, 56), 128 * 4 * 9, 128L * 4 * 9 * 56 * 56));
    }

    /** PyTorch's {@code _calculate_fan_in_and_fan_out} for weights of 8 x 2 x 3 x 3 and of 5 x 7. */
    @Test
    void fans() {
        ParameterSpec conv = SampleLayers.layer("conv 8, 3x3, groups=2").parameters(List.of(Shape.of(4, 9, 9))).getFirst();
        assertThat(conv.shape()).isEqualTo(Shape.of(8, 2, 3, 3));
        assertThat(List.of(conv.fanIn(), conv.fanOut())).containsExactly(18L, 72L);
        ParameterSpec depthwise = SampleLayers.layer("depthwise 3x3, multiplier=2").parameters(List.of(Shape.of(4, 9, 9))).getFirst();
        assertThat(depthwise.shape()).isEqualTo(Shape.of(8, 1, 3, 3));
        assertThat(List.of(depthwise.fanIn(), depthwise.fanOut())).containsExactly(9L, 72L);
        ParameterSpec transposed = SampleLayers.layer("conv_transpose 6, 3x3, groups=2").parameters(List.of(Shape.of(4, 9, 9))).getFirst();
        assertThat(transposed.shape()).isEqualTo(Shape.of(4, 3, 3, 3));
        assertThat(List.of(transposed.fanIn(), transposed.fanOut())).containsExactly(27L, 36L);
        ParameterSpec dense = SampleLayers.layer("dense 5").parameters(List.of(Shape.of(7))).getFirst();
        assertThat(dense.shape()).isEqualTo(Shape.of(5, 7));
        assertThat(List.of(dense.fanIn(), dense.fanOut())).containsExactly(7L, 5L);
    }

    /** PyTorch's {@code calculate_gain}. */
    @Test
    void gains() {
        assertThat(new Relu().gain()).isEqualTo(Math.sqrt(2));
        assertThat(new Tanh().gain()).isEqualTo(5.0 / 3);
        assertThat(new Sigmoid().gain()).isEqualTo(1);
        assertThat(new Selu().gain()).isEqualTo(0.75);
        assertThat(new LeakyRelu(0.2).gain()).isEqualTo(Math.sqrt(2 / 1.04));
        assertThat(Layers.all().stream()
                        .map(kind -> SampleLayers.layer(kind.samples().getFirst().layer()))
                        .filter(layer -> layer instanceof Activation activation && activation.reluFamily())
                        .map(Layer::name))
                .containsExactly("relu", "relu6", "leaky_relu", "prelu", "elu", "selu", "gelu", "silu", "hard_swish");
    }
}
