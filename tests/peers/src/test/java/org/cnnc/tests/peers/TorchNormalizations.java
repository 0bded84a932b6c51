package org.cnnc.tests.peers;

import static org.cnnc.tests.peers.Torch.optional;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.LocalResponseNormOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.cnnc.compiler.op.BatchNorm;
import org.cnnc.compiler.op.GroupNorm;
import org.cnnc.compiler.op.InstanceNorm;
import org.cnnc.compiler.op.LayerNorm;
import org.cnnc.compiler.op.Lrn;
import org.cnnc.compiler.op.SampleNormLayer;

/** PyTorch's normalisations. */
final class TorchNormalizations {
    private TorchNormalizations() {}

    /** Over the batch while it trains, when the running statistics are moved too. */
    static Tensor batch(BatchNorm norm, Tensor x, List<Tensor> parameters, boolean training) {
        int affine = norm.affine() ? 2 : 0;
        return torch.batch_norm(
                x, parameter(parameters, norm.affine(), 0), parameter(parameters, norm.affine(), 1),
                new TensorOptional(parameters.get(affine)), new TensorOptional(parameters.get(affine + 1)), training,
                norm.momentum(), norm.eps(), false);
    }

    static Tensor sample(SampleNormLayer layer, Tensor x, List<Tensor> parameters) {
        TensorOptional weight = parameter(parameters, layer.affine(), 0);
        TensorOptional bias = parameter(parameters, layer.affine(), 1);
        return switch (layer) {
            case LayerNorm norm -> {
                long[] shape = IntStream.range(1, Math.toIntExact(x.dim())).mapToLong(x::size).toArray();
                yield torch.layer_norm(x, shape, weight, bias, norm.eps(), false);
            }
            case GroupNorm norm -> torch.group_norm(x, norm.groups(), weight, bias, norm.eps(), false);
            case InstanceNorm norm -> torch.instance_norm(
                    x, weight, bias, new TensorOptional(), new TensorOptional(), true, 0.1, norm.eps(), false);
        };
    }

    /** Of a flat input, which PyTorch does not take, as of a signal of length 1. */
    static Tensor acrossChannels(Lrn lrn, Tensor x) {
        if (x.dim() == 2) return acrossChannels(lrn, x.unsqueeze(2)).squeeze(2);
        LocalResponseNormOptions options = new LocalResponseNormOptions(lrn.size());
        options.alpha().put(lrn.alpha());
        options.beta().put(lrn.beta());
        DoublePointer k = options.k();
        k.put(lrn.k());
        return torch.local_response_norm(x, options);
    }

    private static TensorOptional parameter(List<Tensor> parameters, boolean there, int index) {
        return optional(there ? Optional.of(parameters.get(index)) : Optional.empty());
    }
}
