package org.cnnc.runtime;

import java.util.ArrayList;
import java.util.List;

/** What a thread keeps for itself while it runs a kernel; nothing in it outlives the kernel. */
final class Scratch {
    final float[] floats;
    final float[][] rows;

    Scratch(Plan plan) {
        floats = new float[plan.scratch()];
        int[] counts = plan.rows();
        int[] lengths = plan.rowLengths();
        List<float[]> all = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            for (int row = 0; row < counts[i]; row++) all.add(new float[aligned(lengths[i])]);
        }
        rows = all.toArray(new float[0][]);
    }

    /**
     * Arrays of such lengths, one allocated behind the other, lie alike within cache lines of 64 bytes (an array's header
     * takes 16), so that a loop which is aligned to one of them is aligned to all.
     */
    static int aligned(int length) {
        return (length + 15) / 16 * 16 + 12;
    }
}
