package org.cnnc.runtime;

import java.util.Arrays;
import java.util.List;

/**
 * Moves samples between a batch, sample-major with the tensors of a sample one behind the other, and the
 * blocks of a {@link Frame}, where each tensor has a place of its own.
 */
final class BlockIo {
    private final int block;
    private final int[] sizes;
    private final int[] places;
    private final int sampleSize;

    BlockIo(int block, List<TensorInfo> tensors, int[] places) {
        if (tensors.size() != places.length) {
            throw new IllegalStateException(
                    "the plan has places for " + places.length + " tensors, the signature has " + tensors.size());
        }
        this.block = block;
        this.places = places;
        sizes = tensors.stream().mapToInt(TensorInfo::size).toArray();
        sampleSize = Sizes.sum(sizes);
    }

    /** Floats of a sample, all tensors together. */
    int sampleSize() {
        return sampleSize;
    }

    /** Copies {@code count} samples of the batch, from {@code first} on, and zeros behind them. */
    void load(float[] batch, int first, int count, float[] io) {
        int within = 0;
        for (int t = 0; t < sizes.length; t++) {
            int size = sizes[t];
            int place = places[t];
            if (sizes.length == 1) {
                System.arraycopy(batch, first * size, io, place, count * size);
            } else {
                for (int s = 0; s < count; s++) {
                    System.arraycopy(batch, (first + s) * sampleSize + within, io, place + s * size, size);
                }
            }
            Arrays.fill(io, place + count * size, place + block * size, 0f);
            within += size;
        }
    }

    /** Copies {@code count} samples out of the block, to {@code first} of the batch. */
    void store(float[] io, int first, int count, float[] batch) {
        int within = 0;
        for (int t = 0; t < sizes.length; t++) {
            int size = sizes[t];
            for (int s = 0; s < count; s++) {
                System.arraycopy(io, places[t] + s * size, batch, (first + s) * sampleSize + within, size);
            }
            within += size;
        }
    }

    /** Demands that an array holds a batch. */
    void check(String what, float[] batch, int samples) {
        if (batch == null) throw new IllegalArgumentException(what + ": expected an array, found null");
        long expected = (long) samples * sampleSize;
        if (batch.length < expected) {
            throw new IllegalArgumentException(what + ": expected " + samples + " samples of " + sampleSize
                    + " floats, " + expected + " in all; the array holds " + batch.length);
        }
    }
}
