package org.cnnc.runtime;

/** A named input or output and its shape per sample, without the batch. */
public record TensorInfo(String name, int... shape) {
    /** Number of floats of one sample. */
    public int size() {
        int size = 1;
        for (int extent : shape) size *= extent;
        return size;
    }
}
