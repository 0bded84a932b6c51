package org.cnnc.tests.peers;

import static org.cnnc.tests.peers.Torch.longs;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.cnnc.compiler.op.AxisName;
import org.cnnc.compiler.op.Crop;
import org.cnnc.compiler.op.Pad;
import org.cnnc.compiler.op.Reshape;
import org.cnnc.compiler.op.Slice;
import org.cnnc.compiler.op.Transpose;
import org.cnnc.compiler.op.Upsample;

/** PyTorch's shape operations. */
final class TorchShapes {
    private TorchShapes() {}

    /** The axis of a batch that a name means. */
    static int axis(AxisName name, Tensor x) {
        int last = Math.toIntExact(x.dim()) - 1;
        return switch (name) {
            case CHANNELS, FEATURES -> 1;
            case DEPTH -> last - 2;
            case HEIGHT -> last - 1;
            case WIDTH, LENGTH -> last;
        };
    }

    static Tensor reshape(Reshape reshape, Tensor x) {
        int[] extents = reshape.extent().sizes(reshape.extent().given());
        return x.reshape(LongStream.concat(LongStream.of(x.size(0)), Arrays.stream(longs(extents))).toArray());
    }

    static Tensor pad(Pad pad, Tensor x) {
        int rank = TorchEdges.spatialRank(x);
        TorchEdges edges = new TorchEdges(
                with(pad.channels().before(1), pad.amounts().before(rank)), with(pad.channels().after(1), pad.amounts().after(rank)));
        return edges.padded(x, 0);
    }

    private static long[] with(int[] channels, int[] spatial) {
        return LongStream.concat(Arrays.stream(longs(channels)), Arrays.stream(longs(spatial))).toArray();
    }

    /** The middle that is as large as another tensor leaves the smaller rest before it. */
    static Tensor crop(Crop crop, List<Tensor> inputs) {
        Tensor x = inputs.getFirst();
        int rank = TorchEdges.spatialRank(x);
        if (crop.amounts().isPresent()) {
            return new TorchEdges(longs(crop.amounts().get().before(rank)), longs(crop.amounts().get().after(rank))).cut(x);
        }
        Tensor y = x;
        for (int d = 2; d < 2 + rank; d++) {
            long extent = inputs.get(1).size(d);
            y = y.narrow(d, (x.size(d) - extent) / 2, extent);
        }
        return y;
    }

    static Tensor slice(Slice slice, Tensor x) {
        return x.slice(axis(slice.axis(), x), new LongOptional(slice.from()), new LongOptional(slice.to()), slice.step());
    }

    static Tensor transpose(Transpose transpose, Tensor x) {
        LongStream own = transpose.axes().stream().mapToLong(axis -> axis + 1);
        return x.permute(LongStream.concat(LongStream.of(0), own).toArray());
    }

    static Tensor upsample(Upsample upsample, Tensor x) {
        int rank = TorchEdges.spatialRank(x);
        long[] size = longs(upsample.factor().sizes(rank));
        for (int d = 0; d < rank; d++) size[d] *= x.size(2 + d);
        boolean nearest = upsample.mode().equals("nearest");
        return switch (rank) {
            case 1 -> nearest
                    ? torch.upsample_nearest1d(x, size, new DoubleOptional())
                    : torch.upsample_linear1d(x, size, false, new DoubleOptional());
            case 2 -> nearest
                    ? torch.upsample_nearest2d(x, size, new DoubleOptional(), new DoubleOptional())
                    : torch.upsample_bilinear2d(x, size, false, new DoubleOptional(), new DoubleOptional());
            default -> nearest
                    ? torch.upsample_nearest3d(x, size, new DoubleOptional(), new DoubleOptional(), new DoubleOptional())
                    : torch.upsample_trilinear3d(
                            x, size, false, new DoubleOptional(), new DoubleOptional(), new DoubleOptional());
        };
    }
}
