package org.cnnc.compiler.op;

/**
 * As much padding as gives ceil(input / stride) outputs, an odd cell at the end: ONNX's {@code SAME_UPPER}. PyTorch
 * has {@code same} for a stride of 1 alone, where it is the same.
 */
public record SamePadding() implements WindowPadding {
    @Override
    public boolean fits(int spatialRank) {
        return true;
    }

    @Override
    public Cells along(int axis, int spatialRank, int input, long reach, int stride) {
        long outputs = Math.ceilDiv((long) input, (long) stride);
        int total = SizeArithmetic.extent("padding", Math.max((outputs - 1) * stride + reach - input, 0));
        return new Cells(total / 2, total - total / 2);
    }

    @Override
    public String toString() {
        return "same";
    }
}
