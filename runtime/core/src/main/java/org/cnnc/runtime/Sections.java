package org.cnnc.runtime;

import java.util.Arrays;

/**
 * How several threads share one run of a {@link Program}. A run goes through sections, one behind the other; the pieces
 * of a section do not depend on each other, and those of the next begin when all of them are done. What is too little
 * to be worth sharing is a section of one piece.
 *
 * @param pieces of each section
 * @param work of each section on one thread, predicted, in thousands of cycles
 * @param ends where each phase of a step of training ends among the sections; inference has one phase
 */
public record Sections(int[] pieces, int[] work, int[] ends) {
    /** What a section of several pieces takes beside its work, until all threads have begun and ended, in thousands of cycles. */
    private static final int BARRIER = 5;

    /** Work of a program that predicts none: more than sharing costs. */
    private static final int UNKNOWN = 1 << 20;

    /** Each phase as one piece. */
    static Sections whole(int phases) {
        int[] pieces = new int[phases];
        int[] work = new int[phases];
        int[] ends = new int[phases];
        Arrays.fill(pieces, 1);
        Arrays.fill(work, UNKNOWN);
        for (int phase = 0; phase < phases; phase++) ends[phase] = phase + 1;
        return new Sections(pieces, work, ends);
    }

    /** The first section of a phase. */
    int start(int phase) {
        return phase == 0 ? 0 : ends[phase - 1];
    }

    /** Predicted time of a whole run by so many threads, in thousands of cycles. */
    long time(int threads) {
        long time = 0;
        for (int i = 0; i < pieces.length; i++) {
            int rounds = (pieces[i] + threads - 1) / threads;
            boolean shared = threads > 1 && pieces[i] > 1;
            time += (long) work[i] * rounds / pieces[i] + (shared ? BARRIER : 0);
        }
        return time;
    }
}
