package org.cnnc.runtime;

/**
 * How a parameter tensor is filled before training. Gains and fans are resolved by the compiler, so
 * that only the distribution is left here.
 */
public sealed interface Initializer {
    /** Every element is {@code value}. */
    record Constant(float value) implements Initializer {}

    /** Normal distribution of mean 0 and the standard deviation {@code std}. */
    record Normal(float std) implements Initializer {}

    /** Uniform distribution on [{@code low}, {@code high}). */
    record Uniform(float low, float high) implements Initializer {}

    /** Normal distribution of mean 0, drawn again where it is beyond two standard deviations. */
    record TruncatedNormal(float std) implements Initializer {}

    /**
     * A (semi-)orthogonal matrix times {@code gain}: the first extent of the tensor is its rows, the
     * product of the others its columns (Saxe et al., 2013; PyTorch's {@code orthogonal_}).
     */
    record Orthogonal(float gain) implements Initializer {}
}
