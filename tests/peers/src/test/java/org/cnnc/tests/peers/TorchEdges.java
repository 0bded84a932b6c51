package org.cnnc.tests.peers;

import static org.cnnc.tests.peers.Torch.longs;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.cnnc.compiler.op.Padding;
import org.cnnc.compiler.op.SamePadding;
import org.cnnc.compiler.op.WindowPadding;

/** Cells before and behind each spatial axis of a batch. */
record TorchEdges(long[] before, long[] after) {
    static int spatialRank(Tensor x) {
        return Math.toIntExact(x.dim()) - 2;
    }

    /**
     * The cells that a padding means. {@code same} beside a stride, which PyTorch lacks, is as many cells as give
     * ceil(input / stride) results, the odd one behind.
     */
    static TorchEdges of(WindowPadding pad, Tensor x, int[] kernel, int[] stride, int[] dilation) {
        return switch (pad) {
            case Padding padding -> new TorchEdges(longs(padding.before(kernel.length)), longs(padding.after(kernel.length)));
            case SamePadding() -> {
                long[] before = new long[kernel.length];
                long[] after = new long[kernel.length];
                for (int d = 0; d < kernel.length; d++) {
                    long results = (x.size(2 + d) + stride[d] - 1) / stride[d];
                    long covered = (results - 1) * stride[d] + (long) dilation[d] * (kernel[d] - 1) + 1;
                    long total = Math.max(0, covered - x.size(2 + d));
                    before[d] = total / 2;
                    after[d] = total - before[d];
                }
                yield new TorchEdges(before, after);
            }
        };
    }

    boolean even() {
        return Arrays.equals(before, after);
    }

    /** As PyTorch's {@code pad} takes them. */
    long[] lastAxisFirst() {
        long[] amounts = new long[2 * before.length];
        for (int d = 0; d < before.length; d++) {
            amounts[2 * d] = before[before.length - 1 - d];
            amounts[2 * d + 1] = after[before.length - 1 - d];
        }
        return amounts;
    }

    Tensor padded(Tensor x, double value) {
        return torch.constant_pad_nd(x, lastAxisFirst(), Torch.scalar(value));
    }

    /** Without so many cells at each edge. */
    Tensor cut(Tensor x) {
        Tensor y = x;
        for (int d = 0; d < before.length; d++) {
            y = y.narrow(2 + d, before[d], x.size(2 + d) - before[d] - after[d]);
        }
        return y;
    }
}
