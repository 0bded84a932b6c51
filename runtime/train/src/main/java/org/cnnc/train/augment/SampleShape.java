package org.cnnc.train.augment;

import java.util.Arrays;

/**
 * The extents of a sample, channels first; axes that a sample has not are 1.
 *
 * @param axes spatial axes: 0 of a flat sample, 1 of a signal, 2 of an image, 3 of a volume
 * @param channels features of a flat sample
 * @param width the last axis, which is a signal's length
 */
public record SampleShape(int axes, int channels, int depth, int height, int width) {
    private static final int VOLUME = 3;

    /** @throws IllegalArgumentException unless of 1 to 4 extents */
    public static SampleShape of(int... extents) {
        return switch (extents.length) {
            case 1 -> new SampleShape(0, extents[0], 1, 1, 1);
            case 2 -> new SampleShape(1, extents[0], 1, 1, extents[1]);
            case 3 -> new SampleShape(2, extents[0], 1, extents[1], extents[2]);
            case 4 -> new SampleShape(VOLUME, extents[0], extents[1], extents[2], extents[3]);
            default -> throw new IllegalArgumentException(
                    "samples: expected 1 to 4 extents, found " + Arrays.toString(extents));
        };
    }

    boolean isImage() {
        return axes == 2;
    }

    boolean isSpatial() {
        return axes > 0;
    }

    /** Cells of a channel. */
    int channelSize() {
        return depth * height * width;
    }

    /** Numbers of a sample. */
    public int size() {
        return Math.multiplyExact(channels, Math.multiplyExact(depth, Math.multiplyExact(height, width)));
    }
}
