package org.cnnc.tests.differential;

import java.util.List;
import java.util.Map;
import org.cnnc.compiler.graph.Node;
import org.cnnc.compiler.op.Activation;
import org.cnnc.compiler.op.GlobalMaxPool;
import org.cnnc.compiler.op.MaxPool;
import org.cnnc.compiler.op.Value;
import org.cnnc.compiler.op.WindowGeometry;
import org.cnnc.compiler.tensor.Tensor;

/**
 * Where rounding could turn a sign or a maximum, a gradient jumps, and float and double may rightly stand on
 * either side. Values at a kink and equal values are no such places: doubles that agree to the last bit come of
 * the same computation, such as a bias that shines through in the padding, and so do the floats.
 */
final class Ties {
    /** Of the tensor's largest value: some tens of roundings. */
    private static final double NEAR = 2e-6;

    private Ties() {}

    /** Whether some activation or pooling meets a tie that only rounding decides. */
    static boolean near(List<Node> nodes, Map<Value, Tensor> tensors) {
        for (Node node : nodes) {
            Tensor x = tensors.get(node.inputs().getFirst());
            if (node.op() instanceof Activation f && f.kinks().stream().anyMatch(kink -> near(x, kink))) return true;
            if (node.op() instanceof MaxPool pool && nearMaximum(pool, x, tensors.get(node.output()))) return true;
            if (node.op() instanceof GlobalMaxPool global
                    && nearMaximum(global.pool(x.shape()), x, tensors.get(node.output()))) return true;
        }
        return false;
    }

    private static double margin(Tensor x) {
        double largest = 0;
        for (double value : x.data()) largest = Math.max(largest, Math.abs(value));
        return NEAR * largest;
    }

    private static boolean near(Tensor x, double kink) {
        double margin = margin(x);
        for (double value : x.data()) {
            if (value != kink && Math.abs(value - kink) < margin) return true;
        }
        return false;
    }

    private static boolean nearMaximum(MaxPool pool, Tensor x, Tensor y) {
        double margin = margin(x);
        List<WindowGeometry.Axis> axes = pool.geometry(x.shape()).axes();
        int inputArea = axes.stream().mapToInt(WindowGeometry.Axis::input).reduce(1, Math::multiplyExact);
        int outputArea = axes.stream().mapToInt(WindowGeometry.Axis::output).reduce(1, Math::multiplyExact);
        int kernelArea = axes.stream().mapToInt(WindowGeometry.Axis::kernel).reduce(1, Math::multiplyExact);
        for (int at = 0; at < y.data().length; at++) {
            for (int k = 0; k < kernelArea; k++) {
                int input = input(axes, at % outputArea, k);
                if (input < 0) continue;
                double gap = y.data()[at] - x.data()[at / outputArea * inputArea + input];
                if (gap > 0 && gap < margin) return true;
            }
        }
        return false;
    }

    /** Flat position in the input of a window's tap; -1 in the padding. */
    private static int input(List<WindowGeometry.Axis> axes, int output, int tap) {
        int position = 0;
        int pitch = 1;
        for (WindowGeometry.Axis axis : axes.reversed()) {
            int i = output % axis.output() * axis.stride() + tap % axis.kernel() * axis.dilation() - axis.before();
            if (i < 0 || i >= axis.input()) return -1;
            position += i * pitch;
            pitch *= axis.input();
            output /= axis.output();
            tap /= axis.kernel();
        }
        return position;
    }
}
