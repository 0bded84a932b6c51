package org.cnnc.tests.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.cnnc.compiler.loss.LossKind;
import org.cnnc.compiler.loss.Losses;
import org.cnnc.runtime.Target;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every loss of the language beside PyTorch's float64: its value and the gradient of the prediction, of every number of
 * axes. A loss that {@link TorchLosses} does not know fails.
 */
class LossTest {
    /** Of the loss, and of the gradient's largest value. */
    private static final double BOUND = 1e-5;

    private static final AgreementTable TABLE = new AgreementTable("loss");

    static List<LossKind> kinds() {
        return Losses.all();
    }

    @AfterAll
    static void print() {
        System.out.println(TABLE);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void lossesAgreeWithPyTorch(LossKind kind) {
        Random random = new Random(Cases.SEED + kind.name().hashCode());
        Deviation worst = Deviation.NONE;
        Deviation float32 = Deviation.NONE;
        for (int i = 0; i < Cases.COUNT; i++) {
            LossCase use = LossCase.draw(kind, i, random);
            Compiled compiled = Compiled.of(use.graph());
            Numbers numbers = use.numbers(compiled.network().signature(), random);
            TorchNetwork.Loss loss = TorchLosses.of(use.graph());
            TorchNetwork.Result expected = new TorchNetwork(use.graph(), ScalarType.Double).run(numbers, loss);
            float32 = float32.max(Deviation.of(
                    use.graph(), new TorchNetwork(use.graph(), ScalarType.Float).run(numbers, loss), expected));
            for (Target target : Cases.TARGETS) {
                Deviation found = Deviation.of(use.graph(), compiled.run(numbers, target), expected);
                assertThat(found.worst()).as(target + ", " + found + ", " + use.samples() + " samples of\n" + use.text())
                        .isLessThanOrEqualTo(BOUND);
                worst = worst.max(found);
            }
        }
        TABLE.add(kind.name(), Cases.COUNT, 0, worst, float32);
    }
}
