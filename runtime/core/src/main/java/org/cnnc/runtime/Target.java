package org.cnnc.runtime;

/** What kernels are compiled for: vectors of a width in bits, or plain loops. */
public enum Target {
    PLAIN(0),
    V128(128),
    V256(256),
    V512(512);

    private final int bits;

    Target(int bits) {
        this.bits = bits;
    }

    /** Width in bits; 0 for {@link #PLAIN}. */
    public int bits() {
        return bits;
    }

    /** Floats in a vector; 1 for {@link #PLAIN}. */
    public int lanes() {
        return Math.max(1, bits / Float.SIZE);
    }
}
