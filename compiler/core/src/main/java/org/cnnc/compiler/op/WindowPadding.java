package org.cnnc.compiler.op;

/** How far a window may reach beyond the input: cells that are given, or as many as {@code pad=same} needs. */
public sealed interface WindowPadding permits Padding, SamePadding {
    /** Whether it fits a number of spatial axes. */
    boolean fits(int spatialRank);

    /** Cells before an axis and behind it. */
    record Cells(int before, int after) {}

    /**
     * The padding of one axis.
     *
     * @param axis its number
     * @param input its extent
     * @param reach cells from the window's first tap to its last
     */
    Cells along(int axis, int spatialRank, int input, long reach, int stride);
}
