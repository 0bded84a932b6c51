package org.cnnc.train.augment;

/**
 * Samples of one step, and their targets.
 *
 * @param inputs sample-major; may be longer than the samples at hand
 * @param targets sample-major; for classes the share of each
 */
public record Batch(float[] inputs, float[] targets, int count) {
    /** The same arrays with so many samples in them. */
    public Batch of(int samples) {
        return new Batch(inputs, targets, samples);
    }
}
