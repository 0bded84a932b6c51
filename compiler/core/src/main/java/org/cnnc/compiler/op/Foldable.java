package org.cnnc.compiler.op;

/** A layer of (x, weight) or (x, weight, bias) that a factor and a summand per channel of its result can be folded into. */
public sealed interface Foldable extends Layer permits ConvolutionLayer, ConvTranspose, Dense {
    boolean bias();

    /** The same layer with a bias. */
    Foldable withBias();

    /** What scales its weight as a normalisation behind it would scale its result. */
    default FoldedWeight folded(double eps) {
        return new FoldedWeight(eps, false, 1);
    }
}
