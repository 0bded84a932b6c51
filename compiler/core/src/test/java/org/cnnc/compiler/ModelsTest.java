package org.cnnc.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.cnnc.compiler.diagnostics.TextRenderer;
import org.cnnc.compiler.graph.Overrides;
import org.cnnc.compiler.shape.CheckedModel;
import org.cnnc.compiler.shape.LayerSummary;
import org.cnnc.runtime.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers of the published architectures. */
class ModelsTest {
    private static final Path RESNET = Path.of("src/test/resources/resnet18.cnn");

    private static Checked check(String name) {
        return Frontend.check(Path.of("../../models", name + ".cnn"), Overrides.none());
    }

    private static CheckedModel model(String name) {
        Checked checked = check(name);
        assertThat(checked.diagnostics().stream().map(TextRenderer.plain()::render).collect(Collectors.joining("\n"))).isEmpty();
        assertThat(checked.models()).hasSize(1);
        return checked.models().getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "lenet5, 61706, 416520",
        "xor, 9, 6",
        "exercise10_1, 348, 5100",
        "vgg16, 138357544, 15470264320",
    })
    void countsParametersAndMultiplyAdds(String name, long parameters, long macs) {
        assertThat(model(name).totals().parameters()).isEqualTo(parameters);
        assertThat(model(name).totals().macs()).isEqualTo(macs);
        assertThat(model(name).totals().weightsBytes()).isEqualTo(4 * parameters);
    }

    @Test
    void lenetIsLaidOutInFileOrder() {
        CheckedModel lenet = model("lenet5");
        assertThat(lenet.graph().doc()).isEqualTo("LeNet-5 with ReLU and max pooling, for 32 x 32 grey images.");
        assertThat(lenet.graph().file()).isEqualTo("lenet5.cnn");
        assertThat(lenet.layers().stream().map(LayerSummary::path)).containsExactly(
                "C1", "C1.relu", "S2", "C3", "C3.relu", "S4", "C5", "C5.relu", "flatten1", "F6", "F6.relu", "dense2", "softmax1");
        assertThat(lenet.graph().parameters().stream().map(parameter -> parameter.name())).containsExactly(
                "C1.weight", "C1.bias", "C3.weight", "C3.bias", "C5.weight", "C5.bias", "F6.weight", "F6.bias", "dense2.weight", "dense2.bias");
        int end = 0;
        for (var parameter : lenet.graph().parameters()) {
            assertThat(parameter.offset() % 16).isZero();
            assertThat(parameter.offset()).isBetween(end, end + 15);
            end = parameter.offset() + parameter.size();
        }
        assertThat(lenet.totals().receptiveField()).containsExactly(32L, 32L);
        assertThat(lenet.graph().training()).hasValueSatisfying(train -> {
            assertThat(train.data().orElseThrow().name()).isEqualTo("mnist");
            assertThat(train.data().orElseThrow().arguments().count("pad")).isEqualTo(2);
            assertThat(train.data().orElseThrow().arguments().count("validation")).isEqualTo(1024);
            assertThat(train.loss().name()).isEqualTo("cross_entropy");
            assertThat(train.optimizer().hyper()).containsEntry("lr", 0.1);
            assertThat(List.of(train.batch(), train.epochs())).containsExactly(64, 20);
            assertThat(train.seed()).isEqualTo(1);
        });
    }

    /** He et al.: sqrt(2 / fan_in) before a ReLU; Glorot: variance 2 / (fan_in + fan_out) where a softmax follows. */
    @Test
    void lenetGetsItsInitialisersFromItsActivations() {
        List<LayerSummary> layers = model("lenet5").layers();
        LayerSummary first = layers.getFirst();
        assertThat(first.init()).isEqualTo("he_normal");
        assertThat(first.deviation().orElseThrow()).isCloseTo(Math.sqrt(2.0 / 25), offset(1e-6));
        LayerSummary last = layers.stream().filter(layer -> layer.path().equals("dense2")).findFirst().orElseThrow();
        assertThat(last.init()).isEqualTo("xavier_uniform");
        assertThat(last.deviation().orElseThrow()).isCloseTo(Math.sqrt(2.0 / (84 + 10)), offset(1e-6));
    }

    /** torchvision's numbers and its init: std sqrt(2 / fan_out) for every convolution, also before a sum. */
    @Test
    void resnetHasItsPublishedNumbers() {
        Checked checked = Frontend.check(RESNET, Overrides.none());
        assertThat(Texts.rendered(checked)).isEmpty();
        CheckedModel resnet = checked.models().getFirst();
        assertThat(resnet.totals().parameters()).isEqualTo(11_689_512);
        long statistics = 2 * (64 + 4 * 64 + 5 * (128 + 256 + 512));
        assertThat(resnet.totals().weightsBytes()).isEqualTo(4 * (11_689_512 + statistics));
        assertThat(resnet.totals().trainable()).isEqualTo(11_689_512);
        assertThat(resnet.graph().parameters().stream().map(Parameter::name).skip(1).limit(4)).containsExactly(
                "batchnorm1.weight", "batchnorm1.bias", "batchnorm1.running_mean", "batchnorm1.running_var");
        assertThat(resnet.totals().macs() / 1e9).isCloseTo(1.814, offset(5e-4));
        LayerSummary second = resnet.layers().stream().filter(layer -> layer.path().equals("layer1.0.main.conv2")).findFirst().orElseThrow();
        assertThat(second.init()).isEqualTo("he_normal(fan = out)");
        assertThat(second.deviation().orElseThrow()).isCloseTo(Math.sqrt(2.0 / (64 * 9)), offset(1e-6));
    }
}
