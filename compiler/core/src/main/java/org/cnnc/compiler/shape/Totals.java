package org.cnnc.compiler.shape;

import java.util.List;

/**
 * A model's sums.
 *
 * @param parameters elements of all parameter tensors
 * @param trainable those that training changes
 * @param macs multiply-adds per sample, of convolution and dense layers
 * @param weightsBytes bytes of the parameters
 * @param activationBytes bytes of all layers' results, per sample
 * @param receptiveField of the first output, per spatial axis of the input
 */
public record Totals(
        long parameters, long trainable, long macs, long weightsBytes, long activationBytes, List<Long> receptiveField) {}
