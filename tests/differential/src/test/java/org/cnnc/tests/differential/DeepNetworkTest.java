package org.cnnc.tests.differential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.cnnc.compiler.autodiff.Autodiff;
import org.cnnc.compiler.autodiff.Folding;
import org.cnnc.compiler.autodiff.Inference;
import org.cnnc.compiler.kernel.Space;
import org.cnnc.compiler.schedule.BlockedTensor;
import org.cnnc.compiler.schedule.InferenceSchedules;
import org.cnnc.compiler.schedule.Schedule;
import org.cnnc.compiler.schedule.Scheduler;
import org.cnnc.runtime.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random networks whose channels fill vectors, compiled for every target, against the oracle. */
class DeepNetworkTest {
    private static final List<Target> VECTORS = List.of(Target.V128, Target.V256, Target.V512);

    private static final String DEEP = """
            model M {
                input image: 3 x 9 x 8
                first: conv 32, 3, pad=1, tanh
                branch a { conv 48, 3, pad=1, stride=1, silu }
                branch b { conv 16, 1 }
                concat
                depthwise 3, pad=1, stride=2
                prelu channels=true
                conv 32, 3, pad=1, groups=8
                avgpool 2
                conv_transpose 16, 4, stride=2, pad=1, tanh
                conv 24, 2
                flatten
                dense 10
            }
            train M {
                loss mse
                """ + Comparison.OPTIMIZER + "\n    batch %d\n}\n";

    @Test
    void compiledNetworksAgreeWithTheOracle() {
        RandomNetwork networks = RandomNetwork.deep(new Random(Cases.SEED + 2));
        Cases.agree(
                () -> {
                    Example example = networks.example();
                    VECTORS.forEach(target -> assertThatChannelsAreBlocked(example, target));
                    return example;
                },
                Cases.COUNT / 2);
    }

    /** Steps of few samples, which would fill no vector: the gradients of all kinds of layers that stand in blocks. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void gradientsOfFewSamplesAreComputedInBlocksOfChannels(int samples) {
        Example example = new Example(DEEP.formatted(samples), samples, 7);
        for (Target target : VECTORS) {
            Schedule training = Scheduler.training(Autodiff.autodiff(example.graph().orElseThrow()), target);
            assertThat(training.plan().block()).isLessThanOrEqualTo(8);
            assertThat(training.blocked()).extracting(BlockedTensor::name)
                    .contains(
                            "a.conv1.silu", "a.conv1.weight_packed", "a.conv1.conv_input_gradient",
                            "a.conv1.conv_weight_gradient_packed", "depthwise1.conv_weight_gradient_packed");
        }
        Cases.agree(() -> example, 1);
    }

    /** A case that did not take the path it is for would show nothing. */
    private static void assertThatChannelsAreBlocked(Example example, Target target) {
        Folding.Folded folded = Folding.fold(Inference.inference(example.graph().orElseThrow()));
        assertThat(InferenceSchedules.of(folded, target).single().blocked())
                .as("%s: %s", target, example)
                .extracting(BlockedTensor::space)
                .contains(Space.ARENA, Space.PREPARED);
    }
}
