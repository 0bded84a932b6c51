package org.cnnc.tests.peers;

import static org.cnnc.tests.peers.Torch.longs;

import java.util.stream.IntStream;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.cnnc.compiler.op.AdaptiveAvgPool;
import org.cnnc.compiler.op.AvgPool;
import org.cnnc.compiler.op.Extent;
import org.cnnc.compiler.op.MaxPool;
import org.cnnc.compiler.op.Rounding;

/**
 * PyTorch's poolings. Where they do not take a padding, the input is padded before, and windows that start in the
 * padding behind it are dropped, as PyTorch's own rule for {@code ceil_mode} does.
 */
final class TorchPoolings {
    private TorchPoolings() {}

    static Tensor max(MaxPool pool, Tensor x) {
        int rank = TorchEdges.spatialRank(x);
        int[] kernel = pool.kernel().sizes(rank);
        int[] stride = pool.stride().orElse(pool.kernel()).sizes(rank);
        int[] dilation = pool.dilation().sizes(rank);
        boolean ceil = pool.rounding() == Rounding.CEIL;
        TorchEdges edges = TorchEdges.of(pool.pad(), x, kernel, stride, dilation);
        if (takes(edges, kernel)) return max(x, longs(kernel), longs(stride), edges.before(), longs(dilation), ceil);
        Tensor padded = edges.padded(x, Double.NEGATIVE_INFINITY);
        return startingInside(
                max(padded, longs(kernel), longs(stride), longs(rank, 0), longs(dilation), ceil), x, stride, edges);
    }

    private static Tensor max(Tensor x, long[] kernel, long[] stride, long[] pad, long[] dilation, boolean ceil) {
        return switch (kernel.length) {
            case 1 -> torch.max_pool1d(x, kernel, stride, pad, dilation, ceil);
            case 2 -> torch.max_pool2d(x, kernel, stride, pad, dilation, ceil);
            default -> torch.max_pool3d(x, kernel, stride, pad, dilation, ceil);
        };
    }

    static Tensor globalMax(Tensor x) {
        int rank = TorchEdges.spatialRank(x);
        long[] all = IntStream.range(0, rank).mapToLong(d -> x.size(2 + d)).toArray();
        return max(x, all, all, longs(rank, 0), longs(rank, 1), false);
    }

    static Tensor mean(AvgPool pool, Tensor x) {
        int rank = TorchEdges.spatialRank(x);
        int[] kernel = pool.kernel().sizes(rank);
        int[] stride = pool.stride().orElse(pool.kernel()).sizes(rank);
        boolean ceil = pool.rounding() == Rounding.CEIL;
        TorchEdges edges = TorchEdges.of(pool.pad(), x, kernel, stride, Extent.of(1).sizes(rank));
        if (takes(edges, kernel)) return mean(x, longs(kernel), longs(stride), edges.before(), ceil, pool.countPad());
        Tensor sums = mean(edges.padded(x, 0), longs(kernel), longs(stride), longs(rank, 0), ceil, true);
        if (pool.countPad()) return startingInside(sums, x, stride, edges);
        Tensor shares = mean(edges.padded(torch.ones_like(x), 0), longs(kernel), longs(stride), longs(rank, 0), ceil, true);
        return startingInside(sums.div(shares), x, stride, edges);
    }

    private static Tensor mean(Tensor x, long[] kernel, long[] stride, long[] pad, boolean ceil, boolean countPad) {
        return switch (kernel.length) {
            case 1 -> torch.avg_pool1d(x, kernel, stride, pad, ceil, countPad);
            case 2 -> torch.avg_pool2d(x, kernel, stride, pad, ceil, countPad, new LongOptional());
            default -> torch.avg_pool3d(x, kernel, stride, pad, ceil, countPad, new LongOptional());
        };
    }

    static Tensor globalMean(Tensor x) {
        long[] spatial = IntStream.range(2, Math.toIntExact(x.dim())).asLongStream().toArray();
        return x.mean(spatial, true, new ScalarTypeOptional());
    }

    static Tensor adaptive(AdaptiveAvgPool pool, Tensor x) {
        int rank = TorchEdges.spatialRank(x);
        long[] output = longs(pool.output().sizes(rank));
        return switch (rank) {
            case 1 -> torch.adaptive_avg_pool1d(x, output);
            case 2 -> torch.adaptive_avg_pool2d(x, output);
            default -> torch.adaptive_avg_pool3d(x, output);
        };
    }

    /** Whether PyTorch's poolings take the padding: both edges alike, at most half of the kernel, dilated or not. */
    private static boolean takes(TorchEdges edges, int[] kernel) {
        return edges.even() && IntStream.range(0, kernel.length).allMatch(d -> 2 * edges.before()[d] <= kernel[d]);
    }

    private static Tensor startingInside(Tensor pooled, Tensor x, int[] stride, TorchEdges edges) {
        Tensor y = pooled;
        for (int d = 0; d < stride.length; d++) {
            long starts = (x.size(2 + d) + edges.before()[d] + stride[d] - 1) / stride[d];
            y = y.narrow(2 + d, 0, Math.min(starts, pooled.size(2 + d)));
        }
        return y;
    }
}
