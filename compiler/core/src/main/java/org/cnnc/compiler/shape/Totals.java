package org.cnnc.compiler.shape;

import java.util.List;

/**
 * A model's sums.
 *
 * @param parameters elements of all parameter tensors; running statistics are none
 * @param trainable those that the optimizer moves
 * @param macs multiply-adds per sample, of convolution and dense layers
 * @param weightsBytes bytes of the parameters and the running statistics, as they lie in a weight file
 * @param activationBytes bytes of all layers' results, per sample
 * @param receptiveField of the first output, per spatial axis of the input
 */
public record Totals(
        long parameters, long trainable, long macs, long weightsBytes, long activationBytes, List<Long> receptiveField) {}
