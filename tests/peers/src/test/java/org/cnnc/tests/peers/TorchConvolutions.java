package org.cnnc.tests.peers;

import static org.cnnc.tests.peers.Torch.longs;
import static org.cnnc.tests.peers.Torch.optional;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.cnnc.compiler.op.Conv;
import org.cnnc.compiler.op.ConvTranspose;
import org.cnnc.compiler.op.ConvolutionLayer;
import org.cnnc.compiler.op.Depthwise;
import org.cnnc.compiler.op.Extent;
import org.cnnc.compiler.op.PadMode;
import org.cnnc.compiler.op.SamePadding;
import org.cnnc.compiler.op.WindowPadding;

/** PyTorch's convolutions. Padding that differs between an axis's edges is a {@code pad} or a cut of its own there. */
final class TorchConvolutions {
    private TorchConvolutions() {}

    static Tensor convolution(ConvolutionLayer layer, Tensor x, List<Tensor> parameters) {
        return switch (layer) {
            case Conv(_, Extent kernel, Extent stride, WindowPadding pad, PadMode mode, Extent dilation, int groups, _, _, _, _) ->
                    convolution(kernel, stride, pad, mode, dilation, groups, x, parameters);
            case Depthwise(Extent kernel, _, Extent stride, WindowPadding pad, PadMode mode, Extent dilation, _, _, _, _) ->
                    convolution(kernel, stride, pad, mode, dilation, x.size(1), x, parameters);
        };
    }

    private static Tensor convolution(
            Extent kernel, Extent stride, WindowPadding pad, PadMode mode, Extent dilation, long groups, Tensor x,
            List<Tensor> parameters) {
        int rank = TorchEdges.spatialRank(x);
        long[] steps = longs(stride.sizes(rank));
        long[] holes = longs(dilation.sizes(rank));
        Tensor weight = parameters.getFirst();
        TensorOptional bias = bias(parameters);
        if (pad instanceof SamePadding && mode == PadMode.ZEROS && Arrays.stream(steps).allMatch(step -> step == 1)) {
            return switch (rank) {
                case 1 -> torch.conv1d(x, weight, bias, steps, "same", holes, groups);
                case 2 -> torch.conv2d(x, weight, bias, steps, "same", holes, groups);
                default -> torch.conv3d(x, weight, bias, steps, "same", holes, groups);
            };
        }
        TorchEdges edges = TorchEdges.of(pad, x, kernel.sizes(rank), stride.sizes(rank), dilation.sizes(rank));
        if (mode == PadMode.ZEROS && edges.even()) return convolution(x, weight, bias, steps, edges.before(), holes, groups);
        Tensor padded = mode == PadMode.ZEROS
                ? edges.padded(x, 0)
                : torch.pad(x, edges.lastAxisFirst(), mode.toString(), new DoubleOptional());
        return convolution(padded, weight, bias, steps, longs(rank, 0), holes, groups);
    }

    private static Tensor convolution(
            Tensor x, Tensor weight, TensorOptional bias, long[] stride, long[] pad, long[] dilation, long groups) {
        return switch (stride.length) {
            case 1 -> torch.conv1d(x, weight, bias, stride, pad, dilation, groups);
            case 2 -> torch.conv2d(x, weight, bias, stride, pad, dilation, groups);
            default -> torch.conv3d(x, weight, bias, stride, pad, dilation, groups);
        };
    }

    static Tensor transposed(ConvTranspose layer, Tensor x, List<Tensor> parameters) {
        int rank = TorchEdges.spatialRank(x);
        TorchEdges edges = new TorchEdges(longs(layer.pad().before(rank)), longs(layer.pad().after(rank)));
        if (edges.even()) return transposed(layer, x, parameters, edges.before());
        return edges.cut(transposed(layer, x, parameters, longs(rank, 0)));
    }

    private static Tensor transposed(ConvTranspose layer, Tensor x, List<Tensor> parameters, long[] pad) {
        Tensor weight = parameters.getFirst();
        TensorOptional bias = bias(parameters);
        long[] stride = longs(layer.stride().sizes(pad.length));
        long[] more = longs(layer.outputPad().sizes(pad.length));
        long[] dilation = longs(layer.dilation().sizes(pad.length));
        return switch (pad.length) {
            case 1 -> torch.conv_transpose1d(x, weight, bias, stride, pad, more, layer.groups(), dilation);
            case 2 -> torch.conv_transpose2d(x, weight, bias, stride, pad, more, layer.groups(), dilation);
            default -> torch.conv_transpose3d(x, weight, bias, stride, pad, more, layer.groups(), dilation);
        };
    }

    static Tensor dense(Tensor x, List<Tensor> parameters) {
        return torch.linear(x, parameters.getFirst(), bias(parameters));
    }

    private static TensorOptional bias(List<Tensor> parameters) {
        return optional(parameters.size() > 1 ? Optional.of(parameters.get(1)) : Optional.empty());
    }
}
