package org.cnnc.tests.peers;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.loss.CrossEntropy;
import org.cnnc.compiler.loss.Loss;
import org.cnnc.compiler.loss.Mse;

/** Each loss of the language by PyTorch's own functions. */
final class TorchLosses {
    private static final long MEAN = 1;
    private static final long IGNORE_NOTHING = -100;

    private TorchLosses() {}

    /** The loss of a network's train section. */
    static TorchNetwork.Loss of(TypedGraph graph) {
        Loss loss = graph.training().orElseThrow().loss();
        return (output, target) -> mean(loss, output, target);
    }

    /** @throws AssertionError where a loss has no counterpart here */
    static Tensor mean(Loss loss, Tensor output, Tensor target) {
        return switch (loss) {
            case Mse() -> torch.mse_loss(output, target);
            case CrossEntropy() -> torch.cross_entropy_loss(output, target, new TensorOptional(), MEAN, IGNORE_NOTHING, 0);
            default -> throw new AssertionError("no counterpart in PyTorch is named for " + loss);
        };
    }
}
