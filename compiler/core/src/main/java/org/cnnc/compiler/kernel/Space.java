package org.cnnc.compiler.kernel;

/** The arrays that a program works in; see {@link org.cnnc.runtime.Frame}. */
public enum Space {
    /** All parameters, canonical order. */
    PARAMETERS,
    /** Parameters in another form than the canonical one: with a normalisation folded in, or in another order. */
    PREPARED,
    /** Partial gradients, laid out as the parameters, and behind them the other sums over a batch. */
    GRADIENTS,
    /** Sums over the whole batch, as later phases read them. */
    SUMS,
    /** Optimizer state. */
    STATE,
    /** Activations and their gradients. */
    ARENA,
    /** Inputs, targets and outputs of a block, sample-major. */
    IO,
    /** What a kernel keeps while it runs; each thread has its own, and nothing in it outlives the kernel. */
    SCRATCH
}
