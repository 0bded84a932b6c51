package org.cnnc.compiler.shape;

import org.cnnc.compiler.tensor.Shape;
import org.cnnc.runtime.Initializer;

/** The initialiser that a parameter tensor got. @param text as the language writes it */
record ChosenInit(String text, Initializer initializer) {
    /** The standard deviation of a standard normal distribution cut off at two of its own. */
    private static final double TRUNCATION = 0.8796256610342398;

    /** The standard deviation of the elements. */
    double deviation(Shape shape) {
        return switch (initializer) {
            case Initializer.Constant constant -> 0;
            case Initializer.Normal normal -> normal.std();
            case Initializer.Uniform uniform -> (uniform.high() - (double) uniform.low()) / Math.sqrt(12);
            // Sines and cosines of all phases.
            case Initializer.Sinusoidal waves -> Math.sqrt(0.5);
            case Initializer.TruncatedNormal normal -> TRUNCATION * normal.std();
            // Rows or columns are unit vectors, whichever are fewer: the elements' mean square is 1 / the longer side.
            case Initializer.Orthogonal orthogonal ->
                orthogonal.gain() / Math.sqrt(Math.max(shape.channels(), shape.elements() / shape.channels()));
        };
    }
}
