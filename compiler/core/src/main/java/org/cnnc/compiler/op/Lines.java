package org.cnnc.compiler.op;

import java.util.ArrayList;
import java.util.List;
import org.cnnc.compiler.tensor.Tensor;

/** The lines of a tensor's elements along one axis, for reference evaluations. */
final class Lines {
    private Lines() {}

    /** Of each line, the positions of its elements in {@link Tensor#data}. */
    static List<int[]> along(Tensor tensor, int axis) {
        int extent = tensor.shape().extent(axis);
        int stride = 1;
        for (int d = axis + 1; d < tensor.shape().rank(); d++) stride *= tensor.shape().extent(d);
        List<int[]> lines = new ArrayList<>();
        for (int start = 0; start < tensor.data().length; start++) {
            if (start / stride % extent != 0) continue;
            int[] line = new int[extent];
            for (int i = 0; i < extent; i++) line[i] = start + i * stride;
            lines.add(line);
        }
        return lines;
    }
}
