package org.cnnc.tests.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.cnnc.compiler.op.LayerKind;
import org.cnnc.compiler.op.Layers;
import org.cnnc.runtime.Target;
import org.cnnc.tests.differential.RandomLayer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every layer of the language, compiled, beside PyTorch's float64: outputs in inference, then loss, the gradients of
 * the layer's inputs and of its parameters and the new running statistics of a step of training. A layer that
 * {@link TorchLayers} does not know fails.
 */
class LayerTest {
    /** Of a tensor's largest value. */
    private static final double BOUND = 1e-5;

    /** Numbers of which PyTorch's own float32 errs by more than this show nothing: a kink is near, or a sum cancels. */
    private static final double DECIDED = BOUND / 2;

    private static final AgreementTable TABLE = new AgreementTable("layer");

    /** Layers that draw: {@link DropoutTest} and {@link DropConnectTest} have them. */
    static final Set<String> DRAWING = Set.of("dropout", "dropconnect");

    static List<LayerKind> kinds() {
        return Layers.all().stream().filter(kind -> !DRAWING.contains(kind.name())).toList();
    }

    @AfterAll
    static void print() {
        System.out.println(TABLE);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void layersAgreeWithPyTorch(LayerKind kind) {
        Random random = new Random(Cases.SEED + kind.name().hashCode());
        RandomLayer layers = new RandomLayer(kind, random);
        Deviation worst = Deviation.NONE;
        Deviation float32 = Deviation.NONE;
        Uses uses = new Uses(kind);
        int decided = 0;
        int undecided = 0;
        for (int drawn = 0; decided < Cases.COUNT || uses.anyMissing(); drawn++) {
            assertThat(drawn).as(() -> "uses drawn, without " + uses).isLessThan(100 * Cases.COUNT);
            LayerCase use = LayerCase.draw(kind, layers, random);
            if (decided >= Cases.COUNT && !uses.lacks(use)) continue;
            Compiled compiled = Compiled.of(use.graph());
            Numbers numbers = Numbers.oneHot(compiled.network().signature(), use.samples(), random);
            TorchNetwork.Result expected =
                    new TorchNetwork(use.graph(), ScalarType.Double).run(numbers, TorchNetwork.MEAN_SQUARED_ERROR);
            TorchNetwork.Result own =
                    new TorchNetwork(use.graph(), ScalarType.Float).run(numbers, TorchNetwork.MEAN_SQUARED_ERROR);
            Deviation ofFloat32 = Deviation.of(use.graph(), own, expected);
            if (ofFloat32.worst() > DECIDED) {
                undecided++;
                continue;
            }
            decided++;
            uses.add(use);
            float32 = float32.max(ofFloat32);
            for (Target target : Cases.TARGETS) {
                Deviation found = Deviation.of(use.graph(), compiled.run(numbers, target), expected);
                assertThat(found.worst()).as(target + ", " + found + ", " + use.samples() + " samples of\n" + use.text())
                        .isLessThanOrEqualTo(BOUND);
                worst = worst.max(found);
            }
        }
        TABLE.add(kind.name(), decided, undecided, worst, float32);
    }
}
