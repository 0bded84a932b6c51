package org.cnnc.runtime;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A named input or output and its shape per sample, without the batch. */
public record TensorInfo(String name, int... shape) {
    /** Number of floats of one sample. */
    public int size() {
        int size = 1;
        for (int extent : shape) size *= extent;
        return size;
    }

    /** As the language writes it: {@code image: 1 x 32 x 32}. */
    @Override
    public String toString() {
        return name + ": " + Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(" x "));
    }
}
