package org.cnnc.runtime;

import java.util.ArrayList;
import java.util.List;

/**
 * The arrays that one run of a {@link Program} reads and writes. One frame belongs to one thread at a
 * time.
 */
public final class Frame {
    /** All parameters, shared between frames; a run only reads them. */
    public float[] parameters;

    /** Partial gradients, laid out as {@link #parameters}; a run adds to them. Null in inference. */
    public float[] gradients;

    /** Activations and what else lives within a run. Zero at first; kernels rely on margins that stay zero. */
    public final float[] arena;

    /** Inputs, targets and outputs of the block, sample-major, where the plan says. */
    public final float[] io;

    /** Scratch rows of the plain target. */
    public final float[][] rows;

    /** Key of this block's random numbers: the same key gives the same dropout. */
    public long randomKey;

    public Frame(Plan plan) {
        arena = new float[plan.arena()];
        io = new float[plan.io()];
        rows = rows(plan.rows(), plan.rowLengths());
    }

    private static float[][] rows(int[] counts, int[] lengths) {
        List<float[]> rows = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            for (int row = 0; row < counts[i]; row++) rows.add(new float[lengths[i]]);
        }
        return rows.toArray(new float[0][]);
    }
}
