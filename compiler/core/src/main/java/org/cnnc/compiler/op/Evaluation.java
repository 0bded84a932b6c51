package org.cnnc.compiler.op;

import java.util.List;

/**
 * What a reference evaluation needs beside its inputs.
 *
 * @param samples samples of the batch
 * @param block samples that compiled code takes at once, with random numbers of their own
 * @param randomKeys the key of each block's random numbers
 * @param stepKey the key of those that all blocks share
 */
public record Evaluation(int samples, int block, List<Long> randomKeys, long stepKey) {
    /** All samples in one block, with one key for all. */
    public Evaluation(int samples, long randomKey) {
        this(samples, samples, List.of(randomKey), randomKey);
    }
}
