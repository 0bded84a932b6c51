package org.cnnc.tests.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.cnnc.compiler.op.Dropout;
import org.cnnc.compiler.op.LayerKind;
import org.cnnc.runtime.Target;
import org.cnnc.tests.differential.RandomLayer;
import org.junit.jupiter.api.Test;

/**
 * Dropout, whose masks are of another generator than PyTorch's: with the mask that a step had, read off the gradient,
 * loss and gradient are PyTorch's, and both keep the same share of elements, scaled alike.
 */
class DropoutTest {
    private static final double BOUND = 1e-5;

    /** A share of this many elements errs by less than five deviations but for once in a million times. */
    private static final double DEVIATIONS = 5;

    private static final LayerKind KIND = Dropout.KIND;

    @Test
    void agreesWithPyTorch() {
        Random random = new Random(Cases.SEED);
        RandomLayer layers = new RandomLayer(KIND, random);
        List<LayerCase> cases = new ArrayList<>();
        for (int i = 0; i < Cases.COUNT; i++) cases.add(LayerCase.draw(KIND, layers, random));
        double found = 0;
        double ofPyTorch = 0;
        double expected = 0;
        double variance = 0;
        Deviation worst = Deviation.NONE;
        for (LayerCase use : cases) {
            Compiled compiled = Compiled.of(use.graph());
            Numbers numbers = Numbers.oneHot(compiled.network().signature(), use.samples(), random);
            double p = ((Dropout) use.graph().nodes().getLast().op()).p();
            int elements = use.samples() * (numbers.targets().length / use.samples());
            for (Target target : Cases.TARGETS) {
                TorchNetwork.Result result = compiled.run(numbers, target);
                try (PointerScope scope = new PointerScope()) {
                    OneMask mask = new OneMask(use, numbers, p);
                    Deviation own = mask.deviation(result);
                    assertThat(own.worst()).as(target + ", " + own + " of\n" + use.text()).isLessThanOrEqualTo(BOUND);
                    worst = worst.max(own);
                    found += mask.kept(result);
                    ofPyTorch += mask.keptByPyTorch();
                }
                expected += elements * (1 - p);
                variance += elements * p * (1 - p);
            }
        }
        assertThat(found).as("elements kept").isBetween(
                expected - DEVIATIONS * Math.sqrt(variance), expected + DEVIATIONS * Math.sqrt(variance));
        assertThat(ofPyTorch).as("elements that PyTorch kept").isBetween(
                expected - DEVIATIONS * Math.sqrt(variance), expected + DEVIATIONS * Math.sqrt(variance));
        AgreementTable table = new AgreementTable("layer");
        table.add(KIND.name(), cases.size(), 0, worst, Deviation.NONE);
        System.out.println(table);
    }

    /** A step's mask and what PyTorch makes of it. The layer's input is the transposed weight before it. */
    private record OneMask(LayerCase use, Numbers numbers, double p) {
        double kept(TorchNetwork.Result result) {
            return DoubleStream.of(result.gradients()).filter(gradient -> gradient != 0).count();
        }

        private Tensor input() {
            int features = numbers.targets().length / use.samples();
            return Torch.tensor(numbers.parameters(), 0, new long[] {features, use.samples()}, ScalarType.Double);
        }

        Deviation deviation(TorchNetwork.Result result) {
            int features = numbers.targets().length / use.samples();
            float[] gradients = new float[features * use.samples()];
            for (int i = 0; i < gradients.length; i++) gradients[i] = (float) result.gradients()[i];
            Tensor mask = Torch.tensor(gradients, 0, new long[] {features, use.samples()}, ScalarType.Double)
                    .ne(Torch.scalar(0)).to(ScalarType.Double);
            Tensor x = input();
            x.set_requires_grad(true);
            Tensor y = p == 1 ? x.mul(mask) : x.mul(mask).div(Torch.scalar(1 - p));
            Tensor target = Torch.tensor(numbers.targets(), 0, new long[] {use.samples(), features}, ScalarType.Double);
            Tensor loss = torch.mse_loss(y.t(), target);
            loss.backward();
            double[] gradient = new double[result.gradients().length];
            System.arraycopy(Torch.values(x.grad()), 0, gradient, 0, gradients.length);
            double[] outputs = Torch.values(torch.dropout(x.detach(), p, false).t());
            return Deviation.of(use.graph(), result, new TorchNetwork.Result(outputs, loss.item().toDouble(), gradient));
        }

        /** Elements that PyTorch keeps of the same input, each of which it scales as the layer does. */
        double keptByPyTorch() {
            double[] x = Torch.values(input());
            double[] y = Torch.values(torch.dropout(input(), p, true));
            int kept = 0;
            for (int i = 0; i < y.length; i++) {
                if (y[i] == 0) continue;
                kept++;
                assertThat(Math.abs(y[i] * (1 - p) - x[i])).isLessThanOrEqualTo(1e-12 * Math.abs(x[i]));
            }
            return kept;
        }
    }
}
