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
            for (int row = 0; row < counts[i]; row++) all.add(new float[lengths[i]]);
        }
        rows = all.toArray(new float[0][]);
    }
}
