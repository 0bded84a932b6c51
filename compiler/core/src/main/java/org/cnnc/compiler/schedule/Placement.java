package org.cnnc.compiler.schedule;

import java.util.List;
import org.cnnc.compiler.kernel.Access;
import org.cnnc.compiler.kernel.Affine;
import org.cnnc.compiler.kernel.Operand;
import org.cnnc.compiler.kernel.Space;

/**
 * Where an operand stands: the element of given indices is at {@code base} plus each index times its stride. An index
 * that is cut into blocks moves by one stride from block to block and by another within. A margin around the operand,
 * where windows reach beyond the edge, is counted in {@code base}.
 *
 * @param strides in floats, one per index of the operand (the sample first where it is batched)
 * @param blockStrides from a block to the next; 0 where the index is not cut into blocks
 * @param floats that it takes, margin included
 */
record Placement(Space space, int base, int[] strides, int[] blockStrides, int floats) {
    /**
     * Places an operand.
     *
     * @param start of its memory
     * @param samples that a batched operand has
     * @throws ArithmeticException when it fits no array
     */
    static Placement of(Space space, int start, Operand operand, int samples, Layout layout, Margins.Margin margin) {
        int[] strides = new int[operand.rank()];
        int[] blockStrides = new int[operand.rank()];
        int first = operand.type().batched() ? 1 : 0;
        int stride = 1;
        int base = start;
        for (Layout.Part part : layout.parts().reversed()) {
            int i = part.index();
            int extent = i < first ? samples : operand.type().shape().extent(i - first);
            switch (part.of()) {
                case WITHIN -> {
                    strides[i] = stride;
                    stride = Math.multiplyExact(stride, Layout.BLOCK);
                }
                case BLOCK -> {
                    blockStrides[i] = stride;
                    stride = Math.multiplyExact(stride, Math.ceilDiv(extent, Layout.BLOCK));
                }
                case WHOLE -> {
                    strides[i] = stride;
                    base = Math.addExact(base, Math.multiplyExact(margin.before()[i], stride));
                    int widened = Math.addExact(Math.addExact(margin.before()[i], extent), margin.after()[i]);
                    stride = Math.multiplyExact(stride, widened);
                }
            }
        }
        return new Placement(space, base, strides, blockStrides, stride);
    }

    Placement moved(int by) {
        return new Placement(space, Math.addExact(base, by), strides, blockStrides, floats);
    }

    Access.Address address(List<Affine> index) {
        Affine offset = Affine.constant(base);
        for (int i = 0; i < strides.length; i++) {
            Affine each = index.get(i);
            offset = offset.plus(
                    blockStrides[i] == 0
                            ? each.times(strides[i])
                            : each.units(Layout.BLOCK).times(blockStrides[i]).plus(each.rest(Layout.BLOCK).times(strides[i])));
        }
        return new Access.Address(space, offset);
    }
}
