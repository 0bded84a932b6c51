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
 * @param init what the file asked for; empty for the default (weights by the activation, biases zeros)
 */
public record ParameterSpec(String name, Shape shape, Role role, long fanIn, long fanOut, Optional<Init> init) {
    public enum Role { WEIGHT, BIAS }
}
