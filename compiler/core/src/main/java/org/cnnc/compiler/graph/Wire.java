package org.cnnc.compiler.graph;

/** The number of a tensor that may not be there. */
public final class Wire {
    /** No tensor: nothing stands above. */
    static final int NONE = -1;

    /** A tensor that an error, reported elsewhere, left without a value. */
    public static final int BROKEN = -2;

    private Wire() {}
}
