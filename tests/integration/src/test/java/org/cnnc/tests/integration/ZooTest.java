package org.cnnc.tests.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cnnc.compiler.shape.CheckedModel;
import org.cnnc.compiler.shape.LayerSummary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published networks: parameters, multiply-adds and last feature map as their authors or torchvision give them. */
class ZooTest {
    /** torchvision's published metadata; MobileNet's multiply-adds are the paper's 569 million. */
    @ParameterizedTest
    @CsvSource({
        "alexnet, 61100840, 0.714, 256 x 6 x 6",
        "vgg11, 132863336, 7.609, 512 x 7 x 7",
        "vgg11_bn, 132868840, 7.609, 512 x 7 x 7",
        "vgg13, 133047848, 11.308, 512 x 7 x 7",
        "vgg13_bn, 133053736, 11.308, 512 x 7 x 7",
        "vgg16, 138357544, 15.470, 512 x 7 x 7",
        "vgg16_bn, 138365992, 15.470, 512 x 7 x 7",
        "vgg19, 143667240, 19.632, 512 x 7 x 7",
        "vgg19_bn, 143678248, 19.632, 512 x 7 x 7",
        "googlenet, 6624904, 1.498, 1024 x 7 x 7",
        "resnet18, 11689512, 1.814, 512 x 7 x 7",
        "resnet34, 21797672, 3.664, 512 x 7 x 7",
        "resnet50, 25557032, 4.089, 2048 x 7 x 7",
        "resnet101, 44549160, 7.801, 2048 x 7 x 7",
        "resnet152, 60192808, 11.514, 2048 x 7 x 7",
        "resnext50_32x4d, 25028904, 4.230, 2048 x 7 x 7",
        "resnext101_32x8d, 88791336, 16.414, 2048 x 7 x 7",
        "wide_resnet50_2, 68883240, 11.398, 2048 x 7 x 7",
        "densenet121, 7978856, 2.834, 1024 x 7 x 7",
        "squeezenet1_0, 1248424, 0.819, 1000 x 13 x 13",
        "squeezenet1_1, 1235496, 0.349, 1000 x 13 x 13",
        "mobilenet_v1, 4231976, 0.569, 1024 x 7 x 7",
        "mobilenet_v2, 3504872, 0.301, 1280 x 7 x 7",
    })
    void ofImageNet(String file, long parameters, BigDecimal gigaMacs, String lastMap) {
        CheckedModel model = Models.file(file + ".cnn");
        assertThat(model.totals().parameters()).isEqualTo(parameters);
        assertThat(rounded(model, 9, 3)).isEqualByComparingTo(gigaMacs);
        assertThat(lastMap(model)).isEqualTo(lastMap);
    }

    /** He et al., 2016, table 6 gives the parameters in millions; the multiply-adds follow from the layers. */
    @ParameterizedTest
    @CsvSource({
        "resnet20_cifar, 269722, 40.6",
        "resnet32_cifar, 464154, 68.9",
        "resnet44_cifar, 658586, 97.2",
        "resnet56_cifar, 853018, 125.5",
        "resnet110_cifar, 1727962, 252.9",
        "dcgan_generator, 3576704, 104.6",
        "dcgan_discriminator, 2765568, 103.8",
    })
    void ofSmallImages(String file, long parameters, BigDecimal megaMacs) {
        CheckedModel model = Models.file(file + ".cnn");
        assertThat(model.totals().parameters()).isEqualTo(parameters);
        assertThat(rounded(model, 6, 1)).isEqualByComparingTo(megaMacs);
    }

    @ParameterizedTest
    @CsvSource({
        "lenet5, 61706, 416520",
        "lenet_caffe, 431080, 2293000",
        "mnist_pytorch, 1199882, 11992448",
        "mnist_keras, 34826, 2440960",
    })
    void ofDigits(String file, long parameters, long macs) {
        assertThat(Models.file(file + ".cnn").totals().parameters()).isEqualTo(parameters);
        assertThat(Models.file(file + ".cnn").totals().macs()).isEqualTo(macs);
    }

    @Test
    void uNet() {
        CheckedModel model = Models.file("unet.cnn");
        assertThat(model.totals().parameters()).isEqualTo(31_030_658);
        assertThat(rounded(model, 9, 1)).isEqualByComparingTo("150.4");
        assertThat(model.layers().getLast().output()).hasToString("2 x 388 x 388");
    }

    /** The table of the models' README says what the files give, and leaves none out. */
    @Test
    void theReadmeListsThemAll() throws IOException {
        List<String> rows;
        try (Stream<String> lines = Files.lines(Models.FOLDER.resolve("README.md"))) {
            rows = lines.filter(line -> line.startsWith("| `")).toList();
        }
        assertThat(rows.stream().map(row -> row.split("`")[1]).sorted().toList()).isEqualTo(Models.files());
        for (String row : rows) {
            String[] cells = row.split("\\s*\\|\\s*");
            CheckedModel model = Models.file(row.split("`")[1]);
            assertThat(cells[3]).as(row).isEqualTo(String.format("%,d", model.totals().parameters()));
            assertThat(cells[4]).as(row).isEqualTo(String.format("%,d", model.totals().macs()));
        }
    }

    /** Below its own numbers, ResNet-152 is short: its blocks are shared. */
    @Test
    void aDeepNetworkIsAShortFile() throws IOException {
        assertThat(Files.readAllLines(Models.FOLDER.resolve("resnet152.cnn"))).hasSizeLessThan(60);
    }

    private static BigDecimal rounded(CheckedModel model, int exponent, int decimals) {
        return BigDecimal.valueOf(model.totals().macs(), exponent).setScale(decimals, RoundingMode.HALF_UP);
    }

    /** What goes into the global pooling, or into the flattening where there is none. */
    private static String lastMap(CheckedModel model) {
        List<LayerSummary> layers = model.layers();
        Optional<LayerSummary> end = layers.stream().filter(layer -> layer.op().equals("global_avgpool")).findFirst();
        LayerSummary reader = end.or(() -> layers.stream().filter(layer -> layer.op().equals("flatten")).findFirst()).orElseThrow();
        return layers.get(layers.indexOf(reader) - 1).output().toString();
    }
}
