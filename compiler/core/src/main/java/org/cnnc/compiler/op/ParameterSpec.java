package org.cnnc.compiler.op;

import java.util.Optional;
import org.cnnc.compiler.init.Init;
import org.cnnc.compiler.tensor.Shape;

/**
 * A parameter tensor that a layer asks for.
 *
 * @param name the last part of its canonical name, such as {@code weight}
 * @param fanIn inputs that one output element sums over
 * @param fanOut outputs that one input element reaches; of a convolution in groups it is the filters of all
 *     groups times the kernel's area, as PyTorch counts it
 * @param init what the file asked for; empty for the default of the role
 */
public record ParameterSpec(String name, Shape shape, Role role, long fanIn, long fanOut, Optional<Init> init) {
    /** What a tensor does in its layer, which its default initialiser follows from. */
    public enum Role {
        /** Multiplies the inputs of a sum; drawn by the activation behind it. */
        WEIGHT,
        /** Added to a sum; zeros. */
        BIAS,
        /** Multiplies what was normalised; ones. */
        SCALE,
        /** Added to what was normalised; zeros. */
        SHIFT,
        /** The mean of what training has seen; zeros. */
        RUNNING_MEAN,
        /** The variance of what training has seen; ones. */
        RUNNING_VARIANCE,
        /** Follows from its shape alone: neither trained nor kept with the weights. */
        CONSTANT;

        /** Whether the optimizer moves it. What it does not move is state: kept with the weights, no parameter. */
        public boolean trained() {
            return switch (this) {
                case WEIGHT, BIAS, SCALE, SHIFT -> true;
                case RUNNING_MEAN, RUNNING_VARIANCE, CONSTANT -> false;
            };
        }

        /** Whether it is a tensor of weight files. */
        public boolean saved() {
            return this != CONSTANT;
        }
    }

    /** A tensor of a normalisation, one number a channel. */
    static ParameterSpec ofChannels(String name, int channels, Role role) {
        return new ParameterSpec(name, Shape.of(channels), role, 1, 1, Optional.empty());
    }
}
