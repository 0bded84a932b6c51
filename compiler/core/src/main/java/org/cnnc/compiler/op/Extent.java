package org.cnnc.compiler.op;

import java.util.Arrays;
import java.util.stream.Collectors;

/** {@code 5x5}, or one number that holds for every spatial axis. */
public final class Extent {
    private final int[] sizes;

    private Extent(int[] sizes) {
        this.sizes = sizes;
    }

    public static Extent of(int... sizes) {
        return new Extent(sizes.clone());
    }

    /** Number of extents given; 1 fits any rank. */
    public int given() {
        return sizes.length;
    }

    /** Whether it fits a number of spatial axes. */
    public boolean fits(int spatialRank) {
        return sizes.length == 1 || sizes.length == spatialRank;
    }

    /** One number per spatial axis. */
    public int[] sizes(int spatialRank) {
        if (sizes.length == spatialRank) return sizes.clone();
        if (sizes.length != 1) throw new IllegalArgumentException(this + " on " + spatialRank + " axes");
        int[] all = new int[spatialRank];
        Arrays.fill(all, sizes[0]);
        return all;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Extent extent && Arrays.equals(sizes, extent.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    @Override
    public String toString() {
        return Arrays.stream(sizes).mapToObj(Integer::toString).collect(Collectors.joining("x"));
    }
}
