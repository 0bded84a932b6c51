package org.cnnc.compiler.signal;

import java.util.OptionalDouble;
import org.cnnc.compiler.tensor.Shape;

/**
 * A layer's signal. Standard deviations are over all elements of all samples.
 *
 * @param path the canonical name
 * @param op the layer's kind
 * @param init the weight's initialiser as the language writes it; empty without a weight
 * @param line line of the file, from 1
 * @param deviation standard deviation of the result
 * @param ratio that to the standard deviation of what the layer reads, the largest of them; empty where that is constant
 * @param gradient standard deviation of the gradient of a sample's loss by the result
 * @param gradientLength Euclidean length of a sample's gradient, the root of the mean square over the samples
 * @param weightGradient standard deviation of the gradient of the batch's mean loss by the weight
 */
public record LayerSignal(
        String path,
        String op,
        String init,
        int line,
        Shape output,
        double deviation,
        OptionalDouble ratio,
        OptionalDouble gradient,
        OptionalDouble gradientLength,
        OptionalDouble weightGradient) {}
