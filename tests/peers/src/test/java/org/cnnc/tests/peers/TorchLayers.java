package org.cnnc.tests.peers;

import static org.cnnc.tests.peers.Torch.scalar;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.cnnc.compiler.op.AdaptiveAvgPool;
import org.cnnc.compiler.op.Add;
import org.cnnc.compiler.op.Attention;
import org.cnnc.compiler.op.AvgPool;
import org.cnnc.compiler.op.BatchNorm;
import org.cnnc.compiler.op.Concat;
import org.cnnc.compiler.op.ConvTranspose;
import org.cnnc.compiler.op.ConvolutionLayer;
import org.cnnc.compiler.op.Crop;
import org.cnnc.compiler.op.Dense;
import org.cnnc.compiler.op.DropConnect;
import org.cnnc.compiler.op.Elu;
import org.cnnc.compiler.op.Flatten;
import org.cnnc.compiler.op.Gelu;
import org.cnnc.compiler.op.GlobalAvgPool;
import org.cnnc.compiler.op.GlobalMaxPool;
import org.cnnc.compiler.op.HardSigmoid;
import org.cnnc.compiler.op.HardSwish;
import org.cnnc.compiler.op.LeakyRelu;
import org.cnnc.compiler.op.LearnedElu;
import org.cnnc.compiler.op.LogSoftmax;
import org.cnnc.compiler.op.Lrn;
import org.cnnc.compiler.op.MaxPool;
import org.cnnc.compiler.op.Mul;
import org.cnnc.compiler.op.Op;
import org.cnnc.compiler.op.Pad;
import org.cnnc.compiler.op.Positional;
import org.cnnc.compiler.op.Prelu;
import org.cnnc.compiler.op.Relu;
import org.cnnc.compiler.op.Relu6;
import org.cnnc.compiler.op.Reshape;
import org.cnnc.compiler.op.SampleNormLayer;
import org.cnnc.compiler.op.Selu;
import org.cnnc.compiler.op.Sigmoid;
import org.cnnc.compiler.op.Sign;
import org.cnnc.compiler.op.Silu;
import org.cnnc.compiler.op.Slice;
import org.cnnc.compiler.op.Softmax;
import org.cnnc.compiler.op.Softplus;
import org.cnnc.compiler.op.Tanh;
import org.cnnc.compiler.op.Transpose;
import org.cnnc.compiler.op.Upsample;

/** Each layer of the language by PyTorch's own functions: what PyTorch lacks is composed of them. */
final class TorchLayers {
    private TorchLayers() {}

    /**
     * @param inputs of the layer, with the batch as the first axis
     * @param parameters in the layer's order
     * @throws AssertionError where a layer has no counterpart here
     */
    static Tensor forward(Op layer, List<Tensor> inputs, List<Tensor> parameters, boolean training) {
        Tensor x = inputs.getFirst();
        return switch (layer) {
            case ConvolutionLayer convolution -> TorchConvolutions.convolution(convolution, x, parameters);
            case ConvTranspose transposed -> TorchConvolutions.transposed(transposed, x, parameters);
            case Dense _ -> TorchConvolutions.dense(x, parameters);

            case MaxPool pool -> TorchPoolings.max(pool, x);
            case AvgPool pool -> TorchPoolings.mean(pool, x);
            case GlobalMaxPool() -> TorchPoolings.globalMax(x);
            case GlobalAvgPool() -> TorchPoolings.globalMean(x);
            case AdaptiveAvgPool pool -> TorchPoolings.adaptive(pool, x);

            case BatchNorm norm -> TorchNormalizations.batch(norm, x, parameters, training);
            case SampleNormLayer norm -> TorchNormalizations.sample(norm, x, parameters);
            case DropConnect _ -> x; // drops weights of the layer before it, which are given dropped
            case Lrn lrn -> TorchNormalizations.acrossChannels(lrn, x);

            case Relu() -> torch.relu(x);
            case Relu6() -> torch.relu6(x);
            case LeakyRelu(double slope) -> torch.leaky_relu(x, scalar(slope));
            case Prelu _ -> torch.prelu(x, parameters.getFirst());
            case Elu(double alpha) -> torch.elu(x, scalar(alpha), scalar(1), scalar(1));
            case LearnedElu() -> torch.where(x.gt(scalar(0)), x, torch.expm1(x).mul(parameters.getFirst()));
            case Selu() -> torch.selu(x);
            case Gelu() -> torch.gelu(x);
            case Silu() -> torch.silu(x);
            case Sigmoid() -> torch.sigmoid(x);
            case Tanh() -> torch.tanh(x);
            case HardSigmoid() -> torch.hardsigmoid(x);
            case HardSwish() -> torch.hardswish(x);
            case Softplus() -> torch.softplus(x);
            case Sign() -> torch.sign(x);
            case Softmax(var axis) -> torch.softmax(x, TorchShapes.axis(axis, x));
            case LogSoftmax(var axis) -> torch.log_softmax(x, TorchShapes.axis(axis, x));

            case Add() -> inputs.stream().reduce(Tensor::add).orElseThrow();
            case Mul() -> inputs.stream().reduce(Tensor::mul).orElseThrow();
            case Concat(var axis) -> Torch.concatenate(inputs, TorchShapes.axis(axis, x));

            case Positional _ -> x.add(parameters.getFirst().t());
            case Attention attention -> TorchAttention.forward(attention, x, parameters);

            case Flatten() -> torch.flatten(x, 1, -1);
            case Reshape reshape -> TorchShapes.reshape(reshape, x);
            case Pad pad -> TorchShapes.pad(pad, x);
            case Crop crop -> TorchShapes.crop(crop, inputs);
            case Slice slice -> TorchShapes.slice(slice, x);
            case Upsample upsample -> TorchShapes.upsample(upsample, x);
            case Transpose transpose -> TorchShapes.transpose(transpose, x);
            default -> throw new AssertionError("no counterpart in PyTorch is named for " + layer);
        };
    }
}
