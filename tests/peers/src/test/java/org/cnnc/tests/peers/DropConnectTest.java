package org.cnnc.tests.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.cnnc.compiler.op.Conv;
import org.cnnc.compiler.op.Dense;
import org.cnnc.compiler.op.Depthwise;
import org.cnnc.compiler.op.LayerKind;
import org.cnnc.runtime.Parameter;
import org.cnnc.runtime.Target;
import org.cnnc.tests.differential.RandomLayer;
import org.junit.jupiter.api.Test;

/**
 * Dropconnect, which PyTorch lacks: with the mask that a step had, read off the weight's gradient, a layer's loss and
 * gradients are those of PyTorch's layer with a weight that is masked and scaled; in inference its outputs are the layer's.
 */
class DropConnectTest {
    private static final double BOUND = 1e-5;

    /** A share of this many elements errs by less than five deviations but for once in a million times. */
    private static final double DEVIATIONS = 5;

    private static final List<LayerKind> BEFORE = List.of(Dense.KIND, Conv.KIND, Depthwise.KIND);
    private static final List<Double> SHARES = List.of(0.0, 0.125, 0.5, 0.75, 1.0);

    private double kept;
    private double expectedKept;
    private double variance;

    @Test
    void agreesWithPyTorch() {
        Random random = new Random(Cases.SEED);
        Deviation worst = Deviation.NONE;
        for (int i = 0; i < Cases.COUNT; i++) {
            LayerKind kind = BEFORE.get(i % BEFORE.size());
            double p = SHARES.get(random.nextInt(SHARES.size()));
            LayerCase use = draw(kind, random, p);
            Compiled compiled = Compiled.of(use.graph());
            Numbers numbers = Numbers.oneHot(compiled.network().signature(), use.samples(), random);
            for (Target target : Cases.TARGETS) {
                TorchNetwork.Result found = compiled.run(numbers, target);
                Deviation own = Deviation.of(use.graph(), found, expected(use, numbers, found, p));
                assertThat(own.worst()).as(target + ", " + own + ", " + use.samples() + " samples of\n" + use.text())
                        .isLessThanOrEqualTo(BOUND);
                worst = worst.max(own);
                if (kind == Dense.KIND) count(weight(use), found, p);
            }
        }
        double reach = DEVIATIONS * Math.sqrt(variance);
        assertThat(kept).as("weights kept").isBetween(expectedKept - reach, expectedKept + reach);
        AgreementTable table = new AgreementTable("layer");
        table.add("dropconnect", Cases.COUNT, 0, worst, Deviation.NONE);
        System.out.println(table);
    }

    /** Without an activation, so that the gradient of a weight that is kept is not 0. */
    private static LayerCase draw(LayerKind kind, Random random, double p) {
        RandomLayer layers = new RandomLayer(kind, random);
        while (true) {
            LayerCase use = LayerCase.draw(kind, layers, random, "dropconnect " + p);
            if (!use.statement().contains("act=")) return use;
        }
    }

    /** The layer's weight: the first parameter behind that of its input. */
    private static Parameter weight(LayerCase use) {
        return use.graph().parameters().get(1);
    }

    private static TorchNetwork.Result expected(LayerCase use, Numbers numbers, TorchNetwork.Result found, double p) {
        TorchNetwork network = new TorchNetwork(use.graph(), ScalarType.Double);
        double[] outputs = network.run(numbers, TorchNetwork.MEAN_SQUARED_ERROR).outputs();
        try (PointerScope scope = new PointerScope()) {
            List<Tensor> leaves = network.parameters(numbers.parameters());
            List<Tensor> dropped = new ArrayList<>(leaves);
            float[] mask = new float[found.gradients().length];
            for (int i = 0; i < mask.length; i++) mask[i] = found.gradients()[i] == 0 ? 0 : (float) (p == 1 ? 1 : 1 / (1 - p));
            Parameter weight = weight(use);
            dropped.set(1, leaves.get(1).mul(
                    Torch.tensor(mask, weight.offset(), Torch.longs(weight.shape()), ScalarType.Double)));
            Tensor loss = network.mean(network.batch(numbers), dropped, TorchNetwork.MEAN_SQUARED_ERROR);
            loss.backward();
            return new TorchNetwork.Result(outputs, loss.item().toDouble(), network.gradients(leaves, numbers));
        }
    }

    private void count(Parameter weight, TorchNetwork.Result found, double p) {
        for (int i = 0; i < weight.size(); i++) {
            if (found.gradients()[weight.offset() + i] != 0) kept++;
        }
        expectedKept += weight.size() * (1 - p);
        variance += weight.size() * p * (1 - p);
    }
}
