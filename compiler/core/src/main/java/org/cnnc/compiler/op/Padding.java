package org.cnnc.compiler.op;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Padding of the spatial axes: one number for every edge ({@code pad=1}), one per axis ({@code pad=1x2}), or
 * one per edge, all leading edges before all trailing ones ({@code pad=(top, left, bottom, right)}).
 */
public sealed interface Padding extends WindowPadding {
    /** Cells before each axis. @return null-free array of the rank; the padding must {@link #fits} it */
    int[] before(int spatialRank);

    /** Cells behind each axis. */
    int[] after(int spatialRank);

    @Override
    default Cells along(int axis, int spatialRank, int input, long reach, int stride) {
        return new Cells(before(spatialRank)[axis], after(spatialRank)[axis]);
    }

    /** The same before and behind. */
    record Even(Extent extent) implements Padding {
        @Override
        public int[] before(int spatialRank) {
            return extent.sizes(spatialRank);
        }

        @Override
        public int[] after(int spatialRank) {
            return extent.sizes(spatialRank);
        }

        @Override
        public boolean fits(int spatialRank) {
            return extent.fits(spatialRank);
        }

        @Override
        public String toString() {
            return extent.toString();
        }
    }

    /** One number per edge. */
    record Edges(Extent leading, Extent trailing) implements Padding {
        @Override
        public int[] before(int spatialRank) {
            return leading.sizes(spatialRank);
        }

        @Override
        public int[] after(int spatialRank) {
            return trailing.sizes(spatialRank);
        }

        @Override
        public boolean fits(int spatialRank) {
            return leading.given() == spatialRank && trailing.given() == spatialRank;
        }

        @Override
        public String toString() {
            return Arrays.stream(new Extent[] {leading, trailing})
                    .map(extent -> extent.toString().replace("x", ", "))
                    .collect(Collectors.joining(", ", "(", ")"));
        }
    }
}
