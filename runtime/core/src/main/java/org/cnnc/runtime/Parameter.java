package org.cnnc.runtime;

/**
 * A parameter tensor: its canonical name (the key in weight files), its shape in PyTorch's order
 * (OIHW for convolutions), where it starts in the flat parameter array, and how it is initialised.
 */
public record Parameter(String name, int[] shape, int offset, Initializer initializer) {
    /** Whether weight files hold it: everything but constants, which follow from their shape. */
    public boolean saved() {
        return !initializer.constant();
    }

    public int size() {
        int size = 1;
        for (int extent : shape) size *= extent;
        return size;
    }
}
