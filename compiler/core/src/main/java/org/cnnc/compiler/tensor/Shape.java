package org.cnnc.compiler.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The extents of a tensor, without the batch: {@code C x L}, {@code C x H x W}, {@code C x D x H x W}, or
 * {@code F}. A scalar has none.
 */
public final class Shape {
    private final int[] extents;

    private Shape(int[] extents) {
        this.extents = extents;
    }

    /** @throws IllegalArgumentException when an extent is below 1 */
    public static Shape of(int... extents) {
        for (int extent : extents) {
            if (extent < 1) throw new IllegalArgumentException("extent " + extent + " is below 1");
        }
        return new Shape(extents.clone());
    }

    public int rank() {
        return extents.length;
    }

    public int extent(int axis) {
        return extents[axis];
    }

    public int[] extents() {
        return extents.clone();
    }

    /** Number of spatial axes: all but the first. */
    public int spatialRank() {
        return Math.max(0, extents.length - 1);
    }

    public int[] spatial() {
        return extents.length == 0 ? new int[0] : Arrays.copyOfRange(extents, 1, extents.length);
    }

    /** The first extent: channels, or features of a flat tensor. */
    public int channels() {
        return extents[0];
    }

    /** Number of elements. @throws ArithmeticException when it does not fit a long */
    public long elements() {
        long product = 1;
        for (int extent : extents) product = Math.multiplyExact(product, (long) extent);
        return product;
    }

    public Shape withChannels(int channels) {
        int[] copy = extents.clone();
        copy[0] = channels;
        return of(copy);
    }

    public static Shape of(int channels, int[] spatial) {
        return of(IntStream.concat(IntStream.of(channels), IntStream.of(spatial)).toArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(extents, shape.extents);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(extents);
    }

    /** As the language writes it: {@code 6 x 28 x 28}. */
    @Override
    public String toString() {
        return Arrays.stream(extents).mapToObj(Integer::toString).collect(Collectors.joining(" x "));
    }
}
