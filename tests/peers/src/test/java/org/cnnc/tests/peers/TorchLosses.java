package org.cnnc.tests.peers;

import static org.cnnc.tests.peers.Torch.scalar;

import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.cnnc.compiler.graph.TypedGraph;
import org.cnnc.compiler.loss.BinaryCrossEntropy;
import org.cnnc.compiler.loss.CrossEntropy;
import org.cnnc.compiler.loss.Hinge;
import org.cnnc.compiler.loss.Huber;
import org.cnnc.compiler.loss.L1;
import org.cnnc.compiler.loss.Loss;
import org.cnnc.compiler.loss.Mse;
import org.cnnc.compiler.loss.Perceptron;

/** Each loss of the language by PyTorch's own functions: the mean over a batch. */
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
            case L1() -> torch.l1_loss(output, target);
            case Huber(double delta) -> torch.huber_loss(output, target, MEAN, delta);
            case CrossEntropy(double smoothing, List<Double> weights) when weights.isEmpty() ->
                    torch.cross_entropy_loss(output, target, new TensorOptional(), MEAN, IGNORE_NOTHING, smoothing);
            case CrossEntropy(double smoothing, List<Double> weights) -> {
                double[] values = weights.stream().mapToDouble(Double::doubleValue).toArray();
                Tensor weight = Tensor.create(values, values.length).to(output.scalar_type());
                yield torch.cross_entropy_loss(
                        output, classes(target), new TensorOptional(weight), MEAN, IGNORE_NOTHING, smoothing);
            }
            case BinaryCrossEntropy() -> torch.binary_cross_entropy_with_logits(output, target);
            case Hinge() -> output.size(1) == 1
                    ? torch.relu(signs(target).mul(output).neg().add(scalar(1))).mean()
                    : torch.multi_margin_loss(rows(output), classes(target).reshape(-1));
            case Perceptron() -> output.size(1) == 1
                    ? torch.relu(signs(target).mul(output).neg()).mean()
                    : output.amax(new long[] {1}, true).sub(output.gather(1, classes(target).unsqueeze(1))).mean();
            default -> throw new AssertionError("no counterpart in PyTorch is named for " + loss);
        };
    }

    /** Of targets that are 1 in one channel: its number, as PyTorch takes targets. */
    private static Tensor classes(Tensor target) {
        return target.argmax(new LongOptional(1), false);
    }

    /** 1 of class 1, -1 of class 0. */
    private static Tensor signs(Tensor target) {
        return target.sub(scalar(0.5)).sign();
    }

    /** A row of channels for each sample and position. */
    private static Tensor rows(Tensor output) {
        long[] channelsLast = LongStream.concat(
                LongStream.concat(LongStream.of(0), LongStream.range(2, output.dim())), LongStream.of(1)).toArray();
        return output.permute(channelsLast).reshape(-1, output.size(1));
    }
}
