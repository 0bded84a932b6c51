package org.cnnc.runtime;

import java.util.ArrayList;
import java.util.List;

/**
 * The arrays that one run of a {@link Program} reads and writes. One frame belongs to one thread at a
 * time.
 */
public final class Frame {
    /** All parameters, shared between frames; a run only reads them, {@link TrainingProgram#finish} sets some. */
    public float[] parameters;

    /**
     * Partial gradients, laid out as {@link #parameters}, and behind them the other sums over the batch; a run adds to
     * them. Null in inference.
     */
    public float[] gradients;

    /** Sums over the whole batch that earlier phases made, where the plan says; shared, a run only reads them. */
    public float[] sums;

    /** Activations and what else lives within a run. Zero at first; kernels rely on margins that stay zero. */
    public final float[] arena;

    /** Inputs, targets and outputs of the block, sample-major, where the plan says. */
    public final float[] io;

    /** Scratch rows of the plain target: nothing in them outlives a run. */
    public float[][] rows;

    /** Key of this block's random numbers: the same key gives the same dropout. */
    public long randomKey;

    /** Key of the random numbers that all blocks of a step share. */
    public long stepKey;

    public Frame(Plan plan) {
        this(plan, rows(plan));
    }

    /** A frame with the rows of another. */
    Frame(Plan plan, float[][] rows) {
        arena = new float[plan.arena()];
        io = new float[plan.io()];
        this.rows = rows;
    }

    static float[][] rows(Plan plan) {
        int[] counts = plan.rows();
        int[] lengths = plan.rowLengths();
        List<float[]> rows = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            for (int row = 0; row < counts[i]; row++) rows.add(new float[lengths[i]]);
        }
        return rows.toArray(new float[0][]);
    }
}
