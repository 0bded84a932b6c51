package org.cnnc.compiler.schedule;

import java.util.Arrays;
import org.cnnc.compiler.kernel.Operand;

/**
 * The memory that an operand of the arena takes, before it is known where.
 *
 * @param floats its length, the margin included
 * @param elements that are stored there
 * @param placement of the operand, counted from the region's start
 * @param margin cells around the elements that are read as zeros
 */
record Region(Operand operand, int floats, long elements, Placement placement, Margins.Margin margin) {
    /** Whether the margins of both are the same floats, when they start at the same. */
    boolean sameMargin(Region other) {
        return floats == other.floats
                && placement.base() == other.placement.base()
                && Arrays.equals(placement.strides(), other.placement.strides())
                && Arrays.equals(placement.blockStrides(), other.placement.blockStrides())
                && operand.type().equals(other.operand.type());
    }
}
