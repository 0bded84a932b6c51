package org.cnnc.compiler.signal;

import org.cnnc.compiler.shape.CheckedModel;

/**
 * What a measurement takes.
 *
 * @param samples as many as are measured within seconds, at least one
 * @param operations multiply-adds and elements of one sample's forward pass
 * @param bytes of memory, roughly
 */
public record Workload(int samples, long operations, long bytes) {
    /** More than this of one sample is minutes of the reference evaluation. */
    public static final long MOST_OPERATIONS = 4_000_000_000L;

    private static final int MOST_SAMPLES = 32;
    private static final long OPERATIONS = 120_000_000L;
    /** An element of a layer's result takes about as long as so many multiply-adds. */
    private static final long ELEMENT = 20;
    /** Of a layer there is the result, its gradient, and what led to both. */
    private static final long TENSORS = 4;

    public static Workload of(CheckedModel model) {
        long elements = model.totals().activationBytes() / Float.BYTES;
        long operations = model.totals().macs() + ELEMENT * elements;
        int samples = (int) Math.clamp(OPERATIONS / Math.max(1, operations), 1, MOST_SAMPLES);
        long weights = (2L * Double.BYTES + Float.BYTES) * model.totals().parameters();
        return new Workload(samples, operations, weights + TENSORS * Double.BYTES * elements * samples);
    }

    /** Whether even one sample takes longer than seconds. */
    public boolean takesLong() {
        return operations > 4 * OPERATIONS;
    }
}
